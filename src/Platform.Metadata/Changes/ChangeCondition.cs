using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A field gets, loses or changes a condition or a computed default; nothing stored changes.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Condition">Which of its expressions.</param>
/// <param name="Target">Of <see cref="FieldCondition.Choosable"/>, the name of the object that it is asked of.</param>
public sealed record ChangeCondition(ObjectModel Object, FieldModel From, FieldModel To, FieldCondition Condition, string? Target = null) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
