using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Cli.Printing;

/// <summary>One place at which two JSON documents differ.</summary>
/// <param name="Pointer">RFC 6901 pointer to the place.</param>
/// <param name="Before">The value before, as JSON; null when there was none.</param>
/// <param name="After">The value after, as JSON; null when there is none.</param>
internal sealed record JsonDifference(string Pointer, string? Before, string? After)
{
    private const int MostShown = 60;
    /// <summary>How values are shown to people.</summary>
    internal static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The places at which two documents differ, in the order of the document before. Members of lists that have names are compared by name, the others by place.</summary>
    public static IEnumerable<JsonDifference> Between(JsonNode? before, JsonNode? after) => Between(before, after, string.Empty);

    /// <summary>A line for the terminal.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{Pointer}: + {Short(After!)}",
        (_, null) => $"{Pointer}: - {Short(Before)}",
        _ => $"{Pointer}: {Short(Before)} → {Short(After)}",
    };

    // The depth is that of documents, which their reader bounds.
    private static IEnumerable<JsonDifference> Between(JsonNode? before, JsonNode? after, string pointer)
    {
        if (JsonNode.DeepEquals(before, after)) return [];
        if (before is JsonObject oldObject && after is JsonObject newObject) return Members(Keyed(oldObject), Keyed(newObject), pointer);
        if (before is JsonArray oldList && after is JsonArray newList && Keyed(oldList) is { } olds && Keyed(newList) is { } news) return Members(olds, news, pointer);
        return [new JsonDifference(pointer, before?.ToJsonString(Readable), after?.ToJsonString(Readable))];
    }

    private static IEnumerable<JsonDifference> Members(Dictionary<string, JsonNode?> before, Dictionary<string, JsonNode?> after, string pointer)
    {
        foreach (string key in before.Keys.Concat(after.Keys.Where(k => !before.ContainsKey(k))))
        {
            string at = $"{pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            foreach (JsonDifference difference in Between(before.GetValueOrDefault(key), after.GetValueOrDefault(key), at)) yield return difference;
        }
    }

    private static Dictionary<string, JsonNode?> Keyed(JsonObject value) => value.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    /// <summary>Members by their names; null when one has none, or two have the same.</summary>
    private static Dictionary<string, JsonNode?>? Keyed(JsonArray list)
    {
        Dictionary<string, JsonNode?> keyed = new(StringComparer.Ordinal);
        foreach (JsonNode? member in list)
        {
            if (member is not JsonObject named || (string?)(named["name"] ?? named["value"] ?? named["object"] ?? named["field"]) is not { } name || !keyed.TryAdd(name, member)) return null;
        }

        return keyed;
    }

    private static string Short(string json) => json.Length <= MostShown ? json : json[..MostShown] + "…";
}
