using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>Storage that a revision set aside instead of dropping it.</summary>
/// <param name="Revision">Revision that set it aside.</param>
/// <param name="Described">Revision whose model describes it: the one before, or an earlier one for what a rollback brought back and set aside in one act.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="ObjectId">Stable id of the object.</param>
/// <param name="FieldId">Stable id of the field; null for an object's table.</param>
/// <param name="Table">Present name of the table: the set-aside table itself, or the one that holds the column.</param>
/// <param name="Column">Present name of the column, or null.</param>
/// <param name="Original">Name before it was set aside.</param>
/// <param name="RestoredAt">Revision that brought it back into use; null while it is set aside.</param>
public sealed record SetAsideEntry(
    long Revision, long Described, SetAsideKind Kind, SetAsideReason Reason, string ObjectId, string? FieldId, string Table, string? Column, string Original,
    long? RestoredAt = null)
{
    /// <summary>The columns of a field as they are called now, in the field's order: those that are set aside under that name, the others under their own.</summary>
    public static IReadOnlyList<string> ColumnsOf(FieldModel field, EquatableArray<SetAsideEntry> entries) =>
        [.. field.Columns.Select(c => entries.FirstOrDefault(e => e.Column is not null && e.Original == c.Name)?.Column ?? c.Name)];
}
