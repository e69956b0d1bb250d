using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A rollback takes a field back to a former type: kept values return, values written since are converted back.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Chain">The retypes being undone, oldest first.</param>
public sealed record RevertField(
    ObjectModel Object, FieldModel From, FieldModel To, EquatableArray<RetypeLink> Chain) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
