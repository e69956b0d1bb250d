using System.Collections.Frozen;
using System.Text.Json;

namespace Platform.Runtime.Demo.Specification;

/// <summary>
/// Named lists of values to draw from: texts, numbers, or records of named values. A pool of a file <c>pools/people.json</c> with the
/// key <c>surnames</c> is called <c>people.surnames</c>; nested objects give longer names.
/// </summary>
internal sealed class DemoPools
{
    private readonly FrozenDictionary<string, object?[]> _pools;

    private DemoPools(Dictionary<string, object?[]> pools) => _pools = pools.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, ordered.</summary>
    public IEnumerable<string> Names => _pools.Keys.Order(StringComparer.Ordinal);

    /// <summary>The values of a pool, at least one; null when there is no such pool.</summary>
    public object?[]? Find(string name) => _pools.GetValueOrDefault(name);

    /// <summary>Reads the pools of all files.</summary>
    public static DemoPools Read(IEnumerable<DemoFile> files, List<DemoProblem> problems)
    {
        Dictionary<string, object?[]> pools = new(StringComparer.Ordinal);
        foreach (DemoFile file in files)
        {
            Collect(file, Path.GetFileNameWithoutExtension(file.Name), "", file.Root, pools, problems);
        }

        return new DemoPools(pools);
    }

    // The depth is bounded by the depth limit of the JSON reader.
    private static void Collect(
        DemoFile file, string name, string pointer, JsonElement element, Dictionary<string, object?[]> pools, List<DemoProblem> problems)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string child = $"{name}.{property.Name}", at = $"{pointer}/{property.Name}";
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Collect(file, child, at, property.Value, pools, problems);
                    break;
                case JsonValueKind.Array when property.Value.GetArrayLength() > 0:
                    pools[child] = [.. property.Value.EnumerateArray().Select(Value)];
                    break;
                default:
                    problems.Add(new(file.Name, at, "A pool is a list of at least one value."));
                    break;
            }
        }
    }

    /// <summary>A JSON constant as a value of the generator: text, decimal, bool, list, record or null.</summary>
    public static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.Object => new Generation.DemoRecord(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Value(p.Value)))),
        _ => null,
    };
}
