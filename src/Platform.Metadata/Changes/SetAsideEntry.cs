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
/// <param name="Owner">Present name of the object's table that it belongs to; empty for an object's table itself.</param>
/// <param name="Table">Present name of the table: the set-aside table itself, or the one that holds the column.</param>
/// <param name="Column">Present name of the column, or null.</param>
/// <param name="Original">Name before it was set aside; of a successor, the column that it is a copy of.</param>
public sealed record SetAsideEntry(
    long Revision, long Described, SetAsideKind Kind, SetAsideReason Reason, string ObjectId, string? FieldId, string Owner, string Table, string? Column,
    string Original)
{
    /// <summary>Revision that brought it back into use; null while it is set aside.</summary>
    public long? RestoredAt { get; init; }

    /// <summary>Revision that converted the values of a dropped field into what took its place, leaving it aside; null when none did.</summary>
    public long? TakenAt { get; init; }

    /// <summary>The columns of a field as they are called now, in the field's order: those that are set aside under that name, the others under their own.</summary>
    public static IReadOnlyList<string> ColumnsOf(FieldModel field, EquatableArray<SetAsideEntry> entries) =>
        [.. field.Columns.Select(c => entries.FirstOrDefault(e => e.Column is not null && e.Original == c.Name)?.Column ?? c.Name)];
}
