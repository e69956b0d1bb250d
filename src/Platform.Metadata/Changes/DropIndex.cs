using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>An index goes.</summary>
/// <param name="Object">The object, as it was.</param>
/// <param name="Index">The index.</param>
public sealed record DropIndex(ObjectModel Object, IndexModel Index) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
