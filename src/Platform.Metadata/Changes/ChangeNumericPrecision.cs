using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A number keeps more or fewer digits.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Effect">What that means for stored values.</param>
public sealed record ChangeNumericPrecision(
    ObjectModel Object, FieldModel From, FieldModel To, StorageEffect Effect) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
