using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing;

/// <summary>Records of one object to which one thing was done.</summary>
/// <param name="Batch">The write: caller, model, instant, transaction.</param>
/// <param name="Layout">The object; another than the batch's for records that went along, as details do with their master.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Records">The records. Of those that went along with another, <see cref="WrittenRecord.Record"/> is null: their id is all that is known.</param>
internal sealed record RecordChanges(WriteBatch Batch, RecordLayout Layout, WriteKind Kind, IReadOnlyList<WrittenRecord> Records);
