using Platform.GraphQL.Planning;
using Platform.Metadata.Model;

namespace Platform.Runtime.Writing.Merging;

/// <summary>Several records are to become one.</summary>
/// <param name="Object">Their object.</param>
/// <param name="Keep">The record that stays.</param>
/// <param name="Merged">Those that go.</param>
/// <param name="Take">Values that the one that stays takes over; null for none.</param>
/// <param name="IsDryRun">Everything is done and taken back.</param>
internal sealed record MergeRequest(ObjectModel Object, Guid Keep, IReadOnlyList<Guid> Merged, IReadOnlyDictionary<string, object?> Take, bool IsDryRun)
{
    /// <summary>Most records that go at once.</summary>
    public const int MostMerged = 10;

    /// <summary>The request of a mutation; null when its ids are none, repeat, or are too many.</summary>
    public static MergeRequest? Of(PlannedMutation mutation)
    {
        List<Guid> merged = [];
        foreach (object? item in mutation.Arguments.GetValueOrDefault("merge") as IReadOnlyList<object?> ?? [])
        {
            if (!MutationRequests.TryId(item, out Guid id)) return null;
            merged.Add(id);
        }

        bool fits = MutationRequests.TryId(mutation.Arguments.GetValueOrDefault("keep"), out Guid keep)
            && merged.Count is > 0 and <= MostMerged && merged.Append(keep).Distinct().Count() == merged.Count + 1;
        var take = mutation.Arguments.GetValueOrDefault("take") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
        return fits ? new MergeRequest(mutation.Object, keep, merged, take, mutation.Arguments.GetValueOrDefault("dryRun") is true) : null;
    }
}
