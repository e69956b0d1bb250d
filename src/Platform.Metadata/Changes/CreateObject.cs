using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A new object with its table.</summary>
/// <param name="Object">The object.</param>
public sealed record CreateObject(ObjectModel Object) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
