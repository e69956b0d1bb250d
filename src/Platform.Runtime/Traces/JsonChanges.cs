using System.Text.Json.Nodes;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Traces;

/// <summary>A place at which two JSON values differ.</summary>
/// <param name="Path">RFC 6901 pointer.</param>
/// <param name="Before">The value before; null for none.</param>
/// <param name="After">The value after; null for none.</param>
internal sealed record JsonChanges(string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>Every place at which they differ.</summary>
    public static IEnumerable<JsonChanges> Between(JsonNode? before, JsonNode? after, string path = "") => (before, after) switch
    {
        _ when JsonNode.DeepEquals(before, after) => [],
        (JsonObject a, JsonObject b) => a.Select(p => p.Key).Union(b.Select(p => p.Key)).SelectMany(key => Between(a[key], b[key], $"{path}/{JsonPointer.Escape(key)}")),
        (JsonArray a, JsonArray b) => Enumerable.Range(0, Math.Max(a.Count, b.Count)).SelectMany(i => Between(i < a.Count ? a[i] : null, i < b.Count ? b[i] : null, $"{path}/{i}")),
        _ => [new JsonChanges(path, before, after)],
    };
}
