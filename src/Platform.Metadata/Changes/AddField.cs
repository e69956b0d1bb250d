using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A new field with its columns.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="Field">The field.</param>
public sealed record AddField(ObjectModel Object, FieldModel Field) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
