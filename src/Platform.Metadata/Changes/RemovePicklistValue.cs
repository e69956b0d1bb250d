using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A choice goes for good.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="Field">The picklist field.</param>
/// <param name="Value">The choice.</param>
public sealed record RemovePicklistValue(ObjectModel Object, FieldModel Field, PicklistValue Value) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
