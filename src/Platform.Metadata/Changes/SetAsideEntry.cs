namespace Platform.Metadata.Changes;

/// <summary>Storage that a revision set aside instead of dropping it.</summary>
/// <param name="Revision">Revision that set it aside; the model of the revision before describes it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="ObjectId">Stable id of the object.</param>
/// <param name="FieldId">Stable id of the field; null for an object's table.</param>
/// <param name="Table">Present name of the table: the set-aside table itself, or the one that holds the column.</param>
/// <param name="Column">Present name of the column, or null.</param>
/// <param name="Original">Name before it was set aside.</param>
public sealed record SetAsideEntry(
    long Revision, SetAsideKind Kind, SetAsideReason Reason, string ObjectId, string? FieldId, string Table, string? Column, string Original);
