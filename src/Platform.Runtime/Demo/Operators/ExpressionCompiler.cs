using System.Text.Json;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Specification;

namespace Platform.Runtime.Demo.Operators;

/// <summary>
/// Turns the expressions of one object's rows into functions. An expression is a constant, a path (<c>"=account.name"</c>), a list of
/// expressions, or the use of an operator (a JSON object).
/// </summary>
/// <param name="name">Name of the object whose rows the expressions are computed on.</param>
/// <param name="file">File that they stand in.</param>
/// <param name="context">What all expressions of a data set share.</param>
/// <param name="scope">The object on whose rows they are computed; another than the file's for the count of child rows.</param>
internal sealed class ExpressionCompiler(string name, string file, CompilationContext context, DemoObject scope)
{
    /// <summary>Name of the object that the file describes.</summary>
    public string Name => name;

    /// <summary>The file, for messages.</summary>
    public string File => file;

    /// <summary>What all expressions share.</summary>
    public CompilationContext Context => context;

    /// <summary>Notes that something is wrong.</summary>
    public void Problem(string pointer, string message) => context.Problems.Add(new DemoProblem(file, pointer, message));

    /// <summary>Compiles one expression. The recursion is bounded by the depth limit of the JSON reader.</summary>
    public DemoValue Compile(JsonElement json, string pointer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when json.GetString() is ['=', .. var path]:
                return Path(path, pointer);
            case JsonValueKind.Array when json.EnumerateArray().All(IsConstant):
                object?[] constants = (object?[])DemoPools.Value(json)!;
                return _ => constants;
            case JsonValueKind.Array:
                DemoValue[] items = [.. json.EnumerateArray().Select((e, i) => Compile(e, $"{pointer}/{i}"))];
                return row => Array.ConvertAll(items, item => item(row));
            case JsonValueKind.Object:
                return Operator(json, pointer);
            default:
                object? constant = DemoPools.Value(json);
                return _ => constant;
        }
    }

    private static bool IsConstant(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => false,
        JsonValueKind.String => json.GetString() is not ['=', ..],
        _ => true,
    };

    /// <summary>Compiles a path without its equals sign.</summary>
    public DemoValue Path(string path, string pointer)
    {
        string[] segments = path.Split('.');
        DemoValue? value = First(segments[0]);
        if (value is null)
        {
            Problem(pointer, $"There is no value \"{segments[0]}\" in {scope.Name}.");
            return static _ => null;
        }

        foreach (string segment in segments.Skip(1)) value = Step(value, segment, pointer);
        return value;
    }

    private DemoValue? First(string segment)
    {
        if (scope.Slot(segment) is { } slot) return row => row[slot];
        object? constant = segment switch { "$anchor" => context.Anchor, "$now" => context.Now, _ => null };
        if (constant is not null) return _ => constant;
        return Own(segment);
    }

    // What every row has beside its values; the dollar keeps the names apart from those of fields.
    private static DemoValue? Own(string segment) => segment switch
    {
        "$self" => static row => row,
        "$parent" => static row => row.Parent,
        "$index" => static row => (decimal)row.Index,
        "$siblings" => static row => (decimal)row.Siblings,
        "$position" => static row => Math.Round((row.Index + 0.5m) / row.Siblings, 9),
        "$source" => static row => (decimal)row.Type.Sources.IndexOf(row.Source),
        "$entry" => static row => row.Source.Entry(row.Index),
        "$round" => static row => (decimal)row.Source.Round(row.Index),
        _ => null,
    };

    private DemoValue Step(DemoValue from, string segment, string pointer)
    {
        DemoValue? own = Own(segment);

        // Most steps meet rows of one object again and again; the slot found last is tried first.
        DemoObject? lastType = null;
        int lastSlot = 0;
        return row =>
        {
            switch (from(row))
            {
                case null:
                    return null;
                case DemoRecord record:
                    return record[segment];
                case DemoRow next:
                    if (ReferenceEquals(next.Type, lastType)) return next[lastSlot];
                    if (next.Type.Slot(segment) is { } slot)
                    {
                        (lastType, lastSlot) = (next.Type, slot);
                        return next[slot];
                    }

                    return own is null ? throw new DemoException($"{file}#{pointer}: {next.Type.Name} has no value \"{segment}\".") : own(next);
                case var other:
                    throw new DemoException($"{file}#{pointer}: \"{other}\" has no part \"{segment}\".");
            }
        };
    }

    private DemoValue Operator(JsonElement json, string pointer)
    {
        string? found = null;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (OperatorTable.Find(property.Name) is not null)
            {
                found = property.Name;
                break;
            }
        }

        if (found is null)
        {
            Problem(pointer, $"None of the keys is an operator; known are {string.Join(", ", OperatorTable.Names)}.");
            return static _ => null;
        }

        OperatorCall call = new(this, json, found, pointer);
        DemoValue value = OperatorTable.Find(found)!(call);
        call.CheckKeys();
        return value;
    }
}
