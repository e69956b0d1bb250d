using System.Text.Json;
using Platform.Runtime.Demo.Generation;

namespace Platform.Runtime.Demo.Operators;

/// <summary>
/// One use of an operator in a specification: <c>{"round": …, "digits": 2}</c>. The first key names the operator and holds its operand,
/// the others are its options. Keys that the operator does not ask for are problems.
/// </summary>
internal sealed class OperatorCall(ExpressionCompiler compiler, JsonElement json, string name, string pointer)
{
    private readonly HashSet<string> _known = [name];

    /// <summary>The compiler, for what is not an expression.</summary>
    public ExpressionCompiler Compiler => compiler;

    /// <summary>Number of this place, for random draws; the next few belong to it too.</summary>
    public ulong Place { get; } = DemoRandom.Place(compiler.Name + pointer);

    /// <summary>The operand's JSON.</summary>
    public JsonElement Json => json.GetProperty(name);

    /// <summary>The operand as an expression.</summary>
    public DemoValue Operand() => compiler.Compile(Json, $"{pointer}/{name}");

    /// <summary>The operand as a list of at least <paramref name="least"/> and at most <paramref name="most"/> expressions.</summary>
    public DemoValue[] Operands(int least, int most = int.MaxValue)
    {
        if (Json.ValueKind == JsonValueKind.Array && Json.GetArrayLength() >= least && Json.GetArrayLength() <= most)
        {
            return [.. Json.EnumerateArray().Select((e, i) => compiler.Compile(e, $"{pointer}/{name}/{i}"))];
        }

        Problem(least == most ? $"A list of {least} values is needed." : $"A list of at least {least} values is needed.");
        return [.. Enumerable.Repeat<DemoValue>(static _ => null, least)];
    }

    /// <summary>The operand as a text constant.</summary>
    public string Text()
    {
        if (Json.ValueKind == JsonValueKind.String) return Json.GetString()!;
        Problem("A text is needed.");
        return "";
    }

    /// <summary>An option as an expression; null when it is not given.</summary>
    public DemoValue? Option(string option)
    {
        _known.Add(option);
        return json.TryGetProperty(option, out JsonElement value) ? compiler.Compile(value, $"{pointer}/{option}") : null;
    }

    /// <summary>An option as an expression that must be given.</summary>
    public DemoValue Needed(string option)
    {
        if (Option(option) is { } value) return value;
        Problem($"\"{option}\" is needed.");
        return static _ => null;
    }

    /// <summary>The JSON of an option that the operator reads itself.</summary>
    public JsonElement? JsonOption(string option)
    {
        _known.Add(option);
        return json.TryGetProperty(option, out JsonElement value) ? value : null;
    }

    /// <summary>Compiles JSON inside the call.</summary>
    public DemoValue Inner(JsonElement value, string path) => compiler.Compile(value, $"{pointer}/{path}");

    /// <summary>Notes that the call is wrong.</summary>
    public void Problem(string message) => compiler.Problem(pointer, $"\"{name}\": {message}");

    /// <summary>Notes every key that nobody asked for.</summary>
    public void CheckKeys()
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!_known.Contains(property.Name)) compiler.Problem($"{pointer}/{property.Name}", $"\"{name}\" has no option \"{property.Name}\".");
        }
    }

    /// <summary>A number at run time; null when the value is blank.</summary>
    public decimal? Number(object? value) => value switch
    {
        null => null,
        decimal number => number,
        _ => throw Unfit(value, "a number"),
    };

    /// <summary>A number at run time where a blank is a mistake.</summary>
    public decimal Numeral(object? value) => Number(value) ?? throw Unfit(null, "a number");

    /// <summary>A condition at run time; blank counts as false.</summary>
    public bool Truth(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        _ => throw Unfit(value, "true or false"),
    };

    /// <summary>A row at run time; null when the value is blank.</summary>
    public DemoRow? Row(object? value) => value switch
    {
        null => null,
        DemoRow row => row,
        _ => throw Unfit(value, "a row"),
    };

    /// <summary>The exception for a value of the wrong type.</summary>
    public DemoException Unfit(object? value, string needed) =>
        new($"{compiler.File}#{pointer}: \"{name}\" needs {needed}, not {(value is null ? "a blank" : value is DemoRow row ? "a row of " + row.Type.Name : $"\"{value}\"")}.");
}
