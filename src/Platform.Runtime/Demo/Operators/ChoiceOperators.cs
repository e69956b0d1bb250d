using System.Text.Json;
using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators that choose one of several values, by a condition or by chance.</summary>
internal static class ChoiceOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("if", If),
        new("case", Case),
        new("first", First),
        new("choose", Choose),
        new("oneOf", OneOf),
        new("pool", Pool),
    ];

    private static DemoValue If(OperatorCall call)
    {
        DemoValue condition = call.Operand(), then = call.Needed("then");
        DemoValue? otherwise = call.Option("else");
        return row => call.Truth(condition(row)) ? then(row) : otherwise?.Invoke(row);
    }

    private static DemoValue Case(OperatorCall call)
    {
        DemoValue subject = call.Operand();
        DemoValue? otherwise = call.Option("else");
        Dictionary<string, DemoValue> cases = new(StringComparer.Ordinal);
        if (call.JsonOption("of") is { ValueKind: JsonValueKind.Object } of)
        {
            foreach (JsonProperty entry in of.EnumerateObject())
            {
                // One entry may stand for several values: "won|lost".
                DemoValue value = call.Inner(entry.Value, $"of/{entry.Name}");
                foreach (string key in entry.Name.Split('|')) cases[key] = value;
            }
        }
        else
        {
            call.Problem("\"of\" is needed, an object of values.");
        }

        return row => subject(row) is { } key && cases.TryGetValue(TextOperators.Show(key), out DemoValue? found) ? found(row) : otherwise?.Invoke(row);
    }

    private static DemoValue First(OperatorCall call)
    {
        DemoValue[] values = call.Operands(1);
        return row =>
        {
            foreach (DemoValue value in values)
            {
                if (value(row) is { } found) return found;
            }

            return null;
        };
    }

    private static DemoValue Choose(OperatorCall call)
    {
        if (call.Json.ValueKind == JsonValueKind.Array && call.Json.GetArrayLength() > 0)
        {
            DemoValue[] values = call.Operands(1);
            return row => values[DemoRandom.Below(row.Key, call.Place, values.Length)](row);
        }

        if (call.Json.ValueKind != JsonValueKind.Object || !call.Json.EnumerateObject().Any())
        {
            call.Problem("A list of values, or an object of texts and their weights, is needed.");
            return static _ => null;
        }

        List<(DemoValue, DemoValue)> weighted = [];
        foreach (JsonProperty entry in call.Json.EnumerateObject())
        {
            string? text = entry.Name.Length == 0 ? null : entry.Name;
            weighted.Add((_ => text, call.Inner(entry.Value, $"choose/{entry.Name}")));
        }

        return Weighted(call, weighted);
    }

    private static DemoValue OneOf(OperatorCall call)
    {
        List<(DemoValue, DemoValue)> weighted = [];
        if (call.Json.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (JsonElement entry in call.Json.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("value", out JsonElement value)
                    && entry.TryGetProperty("weight", out JsonElement weight))
                {
                    weighted.Add((call.Inner(value, $"oneOf/{i}/value"), call.Inner(weight, $"oneOf/{i}/weight")));
                }

                i++;
            }
        }

        if (weighted.Count > 0 && weighted.Count == call.Json.GetArrayLength()) return Weighted(call, weighted);
        call.Problem("A list of {\"value\": …, \"weight\": …} is needed.");
        return static _ => null;
    }

    private static DemoValue Weighted(OperatorCall call, List<(DemoValue Value, DemoValue Weight)> choices)
    {
        DemoValue[] values = [.. choices.Select(c => c.Value)], weights = [.. choices.Select(c => c.Weight)];
        return row =>
        {
            Span<double> shares = weights.Length <= 64 ? stackalloc double[weights.Length] : new double[weights.Length];
            double sum = 0;
            for (int i = 0; i < shares.Length; i++) sum += shares[i] = Math.Max(0, (double)call.Numeral(weights[i](row)));
            double drawn = DemoRandom.Unit(row.Key, call.Place) * sum;
            for (int i = 0; i < shares.Length; i++)
            {
                drawn -= shares[i];
                if (drawn < 0) return values[i](row);
            }

            return values[^1](row);
        };
    }

    private static DemoValue Pool(OperatorCall call)
    {
        DemoValue name = call.Operand();
        DemoValue? skew = call.Option("skew"), at = call.Option("at");
        if (call.Json.ValueKind == JsonValueKind.String && call.Json.GetString() is { } constant && !constant.StartsWith('=')
            && call.Compiler.Context.Pools.Find(constant) is null)
        {
            call.Problem($"There is no pool \"{constant}\".");
        }

        return row =>
        {
            object? key = name(row);
            object?[] pool = (key is string text ? call.Compiler.Context.Pools.Find(text) : null) ?? throw call.Unfit(key, "the name of a pool that exists");
            if (at is not null) return pool[(int)(Math.Abs(call.Numeral(at(row))) % pool.Length)];
            double unit = DemoRandom.Unit(row.Key, call.Place);
            if (skew is not null) unit = Math.Pow(unit, (double)call.Numeral(skew(row)));
            return pool[(int)(unit * pool.Length)];
        };
    }
}
