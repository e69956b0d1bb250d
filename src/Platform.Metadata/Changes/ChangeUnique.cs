using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Live records may no longer share a value, or may again.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="Field">The field.</param>
/// <param name="Index">The unique index that appears or goes.</param>
/// <param name="Unique">True when it appears.</param>
public sealed record ChangeUnique(ObjectModel Object, FieldModel Field, IndexModel Index, bool Unique) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
