using System.Text.Json.Nodes;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing;
using Platform.Scripting.Running;

namespace Platform.Runtime.BackTests;

/// <summary>What a hook makes of a save.</summary>
/// <param name="Kind"><c>ACCEPTED</c>, <c>REFUSED</c> or <c>FAILED</c>.</param>
/// <param name="Message">Why not, as its author says it; null when it is accepted.</param>
/// <param name="Place">Where it failed; null when it did not, or nobody knows.</param>
/// <param name="Values">Values of the records in the end, by field; none for a save that does not stand.</param>
internal sealed record BackTestOutcome(string Kind, string? Message, string? Place, IReadOnlyDictionary<string, JsonNode?> Values)
{
    private const string Accepted = "ACCEPTED";

    /// <summary>What the hook writes besides; nothing for a save that does not stand.</summary>
    public IReadOnlyList<BackTestWrite> Writes { get; private init; } = [];

    /// <summary>What a hook does not hear of stands as it is.</summary>
    public static BackTestOutcome Untouched(TriedSave save, PermissionSet rights) => new(Accepted, null, null, save.Values(rights));

    /// <summary>What came of a run.</summary>
    public static BackTestOutcome Of(ScriptOutcome outcome, TriedSave save, BackTestWrites writes, PermissionSet rights)
    {
        if (outcome.Failure is { } failure) return new BackTestOutcome("FAILED", $"{failure.Code}: {failure.Message}", failure.Place?.ToString(), new Dictionary<string, JsonNode?>());
        if (!save.Seen.Any(r => r.IsRefused)) return Untouched(save, rights) with { Writes = writes.All() };
        IEnumerable<string> said = save.Seen.SelectMany(r => r.Problems).Select(p => (p.Field is null ? "" : p.Field + ": ") + WriteMessages.Catalogue.Text(p.Problem, "en"));
        return new BackTestOutcome("REFUSED", string.Join('\n', said), null, new Dictionary<string, JsonNode?>());
    }

    /// <summary>Whether both come to the same: a failure at another line is the same failure, and the order of writes is no difference.</summary>
    public bool IsSameAs(BackTestOutcome other) =>
        Kind == other.Kind && Message == other.Message && !Differences(other).Any() && WritesBeside(other).Count == 0 && other.WritesBeside(this).Count == 0;

    /// <summary>Fields of which the values differ, when both stand.</summary>
    public IEnumerable<(string Field, JsonNode? Before, JsonNode? After)> Differences(BackTestOutcome other) => Kind != Accepted || other.Kind != Accepted
        ? []
        : Values.Keys.Where(name => !JsonNode.DeepEquals(Values[name], other.Values.GetValueOrDefault(name))).Select(name => (name, Values[name], other.Values.GetValueOrDefault(name)));

    /// <summary>Writes that the other does not make.</summary>
    public IReadOnlyList<BackTestWrite> WritesBeside(BackTestOutcome other)
    {
        List<string> same = [.. other.Writes.Select(w => w.Text)];
        return [.. Writes.Where(w => !same.Remove(w.Text))];
    }
}
