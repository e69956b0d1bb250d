using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A field goes; its columns are set aside.</summary>
/// <param name="Object">The object, as it was.</param>
/// <param name="Field">The field.</param>
public sealed record DropField(ObjectModel Object, FieldModel Field) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
