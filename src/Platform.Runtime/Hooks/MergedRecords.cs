using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>What hooks of a merge see beside the record that stays.</summary>
/// <param name="Merged">The records that go.</param>
/// <param name="Moved">How many records of each object were turned to the one that stays.</param>
internal sealed record MergedRecords(IReadOnlyList<RecordWrite> Merged, IReadOnlyDictionary<string, int> Moved);
