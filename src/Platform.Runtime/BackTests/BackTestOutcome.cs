using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Scripting.Running;

namespace Platform.Runtime.BackTests;

/// <summary>What a hook makes of a save.</summary>
/// <param name="Kind"><c>ACCEPTED</c>, <c>REFUSED</c> or <c>FAILED</c>.</param>
/// <param name="Message">Why not, as its author says it; null when it is accepted.</param>
/// <param name="Place">Where it failed; null when it did not, or nobody knows.</param>
/// <param name="Values">Values of the record in the end, by field; none for a save that does not stand.</param>
internal sealed record BackTestOutcome(string Kind, string? Message, string? Place, IReadOnlyDictionary<string, JsonNode?> Values)
{
    private const string Accepted = "ACCEPTED";

    /// <summary>What a hook does not hear of stands as it is.</summary>
    public static BackTestOutcome Untouched(RecordWrite record, ObjectPermissions rights) => new(Accepted, null, null, ValuesOf(record, rights));

    /// <summary>What came of a run.</summary>
    public static BackTestOutcome Of(ScriptOutcome outcome, RecordWrite record, ObjectPermissions rights)
    {
        if (outcome.Failure is { } failure) return new BackTestOutcome("FAILED", $"{failure.Code}: {failure.Message}", failure.Place?.ToString(), new Dictionary<string, JsonNode?>());
        if (!record.IsRefused) return Untouched(record, rights);
        IEnumerable<string> said = record.Problems.Select(p => (p.Field is null ? "" : p.Field + ": ") + WriteMessages.Catalogue.Text(p.Problem, "en"));
        return new BackTestOutcome("REFUSED", string.Join('\n', said), null, new Dictionary<string, JsonNode?>());
    }

    /// <summary>Whether both come to the same: a failure at another line is the same failure.</summary>
    public bool IsSameAs(BackTestOutcome other) => Kind == other.Kind && Message == other.Message && !Differences(other).Any();

    /// <summary>Fields of which the values differ, when both stand.</summary>
    public IEnumerable<(string Field, JsonNode? Before, JsonNode? After)> Differences(BackTestOutcome other) => Kind != Accepted || other.Kind != Accepted
        ? []
        : Values.Keys.Where(name => !JsonNode.DeepEquals(Values[name], other.Values[name])).Select(name => (name, Values[name], other.Values[name]));

    private static Dictionary<string, JsonNode?> ValuesOf(RecordWrite record, ObjectPermissions rights) => record.Layout.Fields
        .Where(f => HookValues.IsVisible(f) && !f.Field.IsComputed && rights.CanReadField(f.Field.Name)).ToDictionary(f => f.Field.Name, f => Json(f, record.Values[f.Ordinal]), StringComparer.Ordinal);

    private static JsonNode? Json(FieldSlot field, object? value)
    {
        if (value is null) return null;
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) HookValues.Write(writer, field, value);
        return JsonNode.Parse(buffer.WrittenSpan);
    }
}
