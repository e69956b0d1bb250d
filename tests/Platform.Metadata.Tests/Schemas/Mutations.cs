using System.Text.Json.Nodes;

namespace Platform.Metadata.Tests.Schemas;

/// <summary>Breaks a JSON document in one random place.</summary>
internal static class Mutations
{
    public static JsonNode One(JsonNode document, Random random)
    {
        List<JsonObject> objects = [.. Descendants(document).OfType<JsonObject>().Where(o => o.Count > 0)];
        JsonObject target = objects[random.Next(objects.Count)];
        string key = target.ElementAt(random.Next(target.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                target["unheardOf"] = 1;
                break;
            case 1:
                target.Remove(key);
                break;
            case 2:
                target[key] = null;
                break;
            case 3:
                target[key] = new JsonArray(1, "two");
                break;
            case 4:
                target[key] = target[key] is JsonValue ? "__" : -3;
                break;
            default:
                target[key] = target[key] is JsonValue ? 1_000_000_000 : new JsonObject { ["x"] = true };
                break;
        }

        return document;
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject o => o.Select(m => m.Value),
            JsonArray a => a,
            _ => [],
        };
        foreach (JsonNode? child in children.ToList())
        {
            if (child is null) continue;
            foreach (JsonNode descendant in Descendants(child)) yield return descendant;
        }
    }
}
