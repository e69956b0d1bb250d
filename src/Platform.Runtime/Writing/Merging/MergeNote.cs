namespace Platform.Runtime.Writing.Merging;

/// <summary>What history keeps of a merge, at the record that stayed.</summary>
/// <param name="Merged">The records that went.</param>
/// <param name="Moved">How many records of each object were turned to the one that stayed.</param>
internal sealed record MergeNote(IReadOnlyList<Guid> Merged, IReadOnlyDictionary<string, int> Moved);
