namespace Platform.Metadata.Changes;

/// <summary>
/// One difference between two models: a closed union with one record per kind of change. Callers take the cases apart with
/// <see cref="Match{T}"/>, so that a new kind of change breaks them at compile time.
/// </summary>
public abstract record ModelChange
{
    private protected ModelChange() { }

    /// <summary>The place in the documents.</summary>
    public required ChangeSource Source { get; init; }

    /// <summary>Calls the visitor's method for this kind of change.</summary>
    public abstract T Match<T>(IModelChangeVisitor<T> visitor);
}
