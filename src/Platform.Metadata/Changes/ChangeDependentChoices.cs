using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>The choices of a picklist depend on another field, no longer do, or in another way; nothing stored changes.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
public sealed record ChangeDependentChoices(ObjectModel Object, FieldModel From, FieldModel To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
