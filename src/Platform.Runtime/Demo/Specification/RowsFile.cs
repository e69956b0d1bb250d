using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Operators;

namespace Platform.Runtime.Demo.Specification;

/// <summary>The description of the rows of one object, read in three steps: names, sources, values.</summary>
internal sealed class RowsFile
{
    private static readonly string[] Known = ["description", "object", "helper", "from", "let", "set", .. DemoSystemValues.All];
    private readonly DemoFile _file;

    // What conversions set: demo data has records that were converted.
    private readonly IReadOnlySet<string> _ofConversions;
    private readonly List<(DemoSource Source, JsonElement Json, string Pointer)> _counts = [];

    private RowsFile(DemoFile file, DemoObject type, IReadOnlySet<string> ofConversions)
    {
        _file = file;
        _ofConversions = ofConversions;
        Object = type;
    }

    /// <summary>File name.</summary>
    public string Name => _file.Name;

    /// <summary>The object that is described.</summary>
    public DemoObject Object { get; }

    /// <summary>Reads which object a file describes and the names of its values; null when that cannot be told.</summary>
    public static RowsFile? Read(DemoFile file, TenantModel model, List<DemoProblem> problems)
    {
        foreach (JsonProperty property in file.Root.EnumerateObject())
        {
            if (!Known.Contains(property.Name)) problems.Add(new(file.Name, "/" + property.Name, $"Unknown key; known are {string.Join(", ", Known)}."));
        }

        string? stored = Text(file.Root, "object"), helper = Text(file.Root, "helper");
        ObjectModel? target = null;
        if (stored is null == helper is null)
        {
            problems.Add(new(file.Name, "", "Either \"object\" (the object that the rows are stored in) or \"helper\" (a name) is needed."));
            return null;
        }

        if (stored is not null && !model.TryGetObject(stored, out target))
        {
            problems.Add(new(file.Name, "/object", $"There is no object \"{stored}\"."));
            return null;
        }

        RowsFile rows = new(file, new DemoObject { Name = (stored ?? helper)!, Model = target }, model.ConversionsOf(stored ?? "").SelectMany(c => c.KeptFields).ToHashSet(StringComparer.Ordinal));
        rows.ReadNames(problems);
        return rows;
    }

    /// <summary>Reads where the rows come from; the names of all objects must be known.</summary>
    public void ReadSources(CompilationContext context, int leading, DemoSize size, ulong seed)
    {
        if (!_file.Root.TryGetProperty("from", out JsonElement from))
        {
            context.Problems.Add(new(_file.Name, "", "\"from\" is needed: where the rows come from."));
            return;
        }

        JsonElement[] sources = from.ValueKind == JsonValueKind.Array ? [.. from.EnumerateArray()] : [from];
        for (int i = 0; i < sources.Length; i++)
        {
            string pointer = from.ValueKind == JsonValueKind.Array ? $"/from/{i}" : "/from";
            ulong salt = DemoRandom.Bits(seed, DemoRandom.Place($"{Object.Name}#{i}"));
            if (sources[i].ValueKind != JsonValueKind.Object || ReadSource(context, sources[i], pointer, leading, size, salt) is not { } source)
            {
                context.Problems.Add(new(_file.Name, pointer,
                    "One of these is needed: {\"rows\": number or number by size}, {\"perBase\": number, \"min\": number}, {\"list\": pool, \"times\": number}, {\"each\": object, \"count\": expression}."));
                continue;
            }

            Object.Sources.Add(source);
            if (source.Parent is not { } parent) continue;
            parent.ChildSources.Add(source);
            _counts.Add((source, sources[i].GetProperty("count"), pointer + "/count"));
        }
    }

    /// <summary>Compiles the values; the names and sources of all objects must be known.</summary>
    public void CompileValues(CompilationContext context)
    {
        foreach ((DemoSource source, JsonElement json, string pointer) in _counts)
        {
            source.Count = new ExpressionCompiler(Object.Name, _file.Name, context, source.Parent!).Compile(json, pointer);
        }

        ExpressionCompiler compiler = new(Object.Name, _file.Name, context, Object);
        foreach (DemoSlot slot in Object.Slots)
        {
            JsonElement json = _file.Root;
            foreach (string key in slot.Pointer.Split('/', StringSplitOptions.RemoveEmptyEntries)) json = json.GetProperty(key);
            slot.Value = compiler.Compile(json, slot.Pointer);
        }
    }

    private static string? Text(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void ReadNames(List<DemoProblem> problems)
    {
        ReadNames("let", isField: false, problems);
        foreach (string name in DemoSystemValues.All)
        {
            if (_file.Root.TryGetProperty(name, out _)) Object.Add(new DemoSlot(name, "/" + name, IsField: false));
        }

        ReadNames("set", isField: true, problems);
        if (Object.Model is not null && Object.Created is null) problems.Add(new(_file.Name, "", "\"created\" is needed: the instant of creation."));
    }

    private void ReadNames(string section, bool isField, List<DemoProblem> problems)
    {
        if (!_file.Root.TryGetProperty(section, out JsonElement values)) return;
        if (values.ValueKind != JsonValueKind.Object || (isField && Object.Model is null))
        {
            problems.Add(new(_file.Name, "/" + section, isField && Object.Model is null ? "Helper rows have no fields; use \"let\"." : "An object of expressions is needed."));
            return;
        }

        foreach (JsonProperty property in values.EnumerateObject())
        {
            string pointer = $"/{section}/{property.Name}";
            if (isField && WhyNotSettable(property.Name) is { } reason) problems.Add(new(_file.Name, pointer, reason));
            if (property.Name.StartsWith('$')) problems.Add(new(_file.Name, pointer, "A name that starts with a dollar is one of the platform's."));
            if (!Object.Add(new DemoSlot(property.Name, pointer, isField))) problems.Add(new(_file.Name, pointer, "The name is given twice."));
        }
    }

    private string? WhyNotSettable(string name)
    {
        if (!Object.Model!.TryGetField(name, out FieldModel? field)) return $"{Object.Name} has no field \"{name}\".";
        if (name is SystemFields.Currency or SystemFields.RecordType or SystemFields.Pipeline or SystemFields.StageSince) return null;
        if (field.IsSystem) return $"\"{name}\" is a system field; it is set beside \"set\", not in it.";
        return field.IsReadOnly && !_ofConversions.Contains(name) ? $"\"{name}\" is given by the platform." : null;
    }

    private DemoSource? ReadSource(CompilationContext context, JsonElement json, string pointer, int leading, DemoSize size, ulong salt)
    {
        if (Number(json, "perBase") is { } perBase)
        {
            int least = (int)(Number(json, "min") ?? 0);
            return new DemoSource { Type = Object, Salt = salt, RootCount = Math.Max(least, (int)Math.Round(leading * perBase)) };
        }

        if (Number(json, "rows") is { } rows) return new DemoSource { Type = Object, Salt = salt, RootCount = (int)rows };
        if (json.TryGetProperty("rows", out JsonElement bySize) && bySize.ValueKind == JsonValueKind.Object && Number(bySize, size.ToString()) is { } sized)
        {
            return new DemoSource { Type = Object, Salt = salt, RootCount = (int)sized };
        }

        if (Text(json, "list") is { } pool)
        {
            if (context.Pools.Find(pool) is { } entries)
            {
                return new DemoSource { Type = Object, Salt = salt, Pool = entries, RootCount = entries.Length * (int)(Number(json, "times") ?? 1) };
            }

            context.Problems.Add(new(_file.Name, pointer + "/list", $"There is no pool \"{pool}\"."));
            return null;
        }

        if (Text(json, "each") is not { } each || !json.TryGetProperty("count", out _)) return null;
        if (context.Objects.TryGetValue(each, out DemoObject? parent))
        {
            return new DemoSource { Type = Object, Salt = salt, Parent = parent, ChildIndex = parent.ChildSources.Count };
        }

        context.Problems.Add(new(_file.Name, pointer + "/each", $"No rows of \"{each}\" are described."));
        return null;
    }

    private static decimal? Number(JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number)
            && number is >= 0 and < int.MaxValue ? number : null;
}
