using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Which pipeline records have follows from other conditions than before: each gets its own.</summary>
/// <param name="Object">The object, as it is after the change.</param>
public sealed record AssignPipelines(ObjectModel Object) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
