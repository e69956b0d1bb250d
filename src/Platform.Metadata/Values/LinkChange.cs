using Platform.Metadata.Collections;

namespace Platform.Metadata.Values;

/// <summary>
/// A change of the links of a many-to-many field: either the whole set, or links to add and to remove. Ids are ordered and without repeats.
/// </summary>
/// <param name="Set">The links after the write, replacing all others; null when links are added and removed.</param>
/// <param name="Add">Links to add; one that exists stays.</param>
/// <param name="Remove">Links to remove; one that does not exist is no error.</param>
public sealed record LinkChange(EquatableArray<Guid>? Set, EquatableArray<Guid> Add, EquatableArray<Guid> Remove)
{
    /// <summary>The whole set of links.</summary>
    public static LinkChange Replace(IEnumerable<Guid> ids) => new([.. ids.Distinct().Order()], [], []);
}
