using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>
/// A rollback takes a field back to a former type: kept values return where nothing was written since, values written since are converted.
/// </summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Chain">The retypes being undone, oldest first; empty when the field went in the form <paramref name="From"/>.</param>
/// <param name="Live">Where the values of <paramref name="From"/> are kept when the field had gone in the meantime; empty when it is in use.</param>
/// <param name="Returns">
/// True when the oldest kept columns or links come back into use; false where they cannot hold what the field holds from now on, and new ones get
/// the converted values.
/// </param>
public sealed record RevertField(
    ObjectModel Object, FieldModel From, FieldModel To, EquatableArray<RetypeLink> Chain, EquatableArray<SetAsideEntry> Live, bool Returns) : ModelChange
{
    /// <summary>Names of the columns that hold the present values.</summary>
    public IReadOnlyList<string> LiveColumns => SetAsideEntry.ColumnsOf(From, Live);

    /// <summary>Names of the columns that hold the oldest kept values; empty when there is no chain.</summary>
    public IReadOnlyList<string> KeptColumns => Chain.IsEmpty ? [] : SetAsideEntry.ColumnsOf(Chain[0].Field, Chain[0].Entries);

    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
