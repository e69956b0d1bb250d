using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A rollback takes a field back to a former type: kept values return, values written since are converted back.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The field as it was.</param>
/// <param name="To">The field as it will be.</param>
/// <param name="Chain">The retypes being undone, oldest first.</param>
/// <param name="Live">Where the values of <paramref name="From"/> are kept when the field had gone in the meantime; empty when it is in use.</param>
public sealed record RevertField(
    ObjectModel Object, FieldModel From, FieldModel To, EquatableArray<RetypeLink> Chain, EquatableArray<SetAsideEntry> Live) : ModelChange
{
    /// <summary>
    /// True when values written since the retypes are converted back: where every form had one column. Otherwise only the kept values return,
    /// and what was written since stays aside.
    /// </summary>
    public bool TakesWrittenSince => From.Columns.Count == 1 && Chain.All(l => l.Field.Columns.Count == 1);

    /// <summary>Names of the columns that hold the present values.</summary>
    public IReadOnlyList<string> LiveColumns => SetAsideEntry.ColumnsOf(From, Live);

    /// <summary>Names of the columns that hold the oldest kept values.</summary>
    public IReadOnlyList<string> KeptColumns => SetAsideEntry.ColumnsOf(Chain[0].Field, Chain[0].Entries);

    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}
