using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A value becomes necessary, or no longer is.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
public sealed record ChangeRequired(ObjectModel Object, FieldModel From, FieldModel To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
