using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing;

/// <summary>A record that the transaction wrote.</summary>
/// <param name="Layout">Its object.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Record">The record of the request; null for one that went along with another.</param>
internal sealed record WrittenRecord(RecordLayout Layout, Guid Id, WriteKind Kind, RecordWrite? Record);
