using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A new index.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="Index">The index.</param>
public sealed record AddIndex(ObjectModel Object, IndexModel Index) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
