namespace Platform.Runtime.Writing;

/// <summary>Links of one field of one record that a write adds and removes.</summary>
/// <param name="Old">Links before, ordered.</param>
/// <param name="Added">Links added, ordered.</param>
/// <param name="Removed">Links removed, ordered.</param>
internal sealed record LinkDelta(IReadOnlyList<Guid> Old, IReadOnlyList<Guid> Added, IReadOnlyList<Guid> Removed);
