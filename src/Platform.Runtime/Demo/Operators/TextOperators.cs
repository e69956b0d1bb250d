using System.Globalization;
using System.Text;
using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators that make texts.</summary>
internal static class TextOperators
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("text", Template),
        new("lower", Lower),
        new("ascii", Ascii),
        new("pattern", Pattern),
    ];

    /// <summary>A value as text, the same in every culture.</summary>
    public static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        DemoRow row => row.Id.ToString(),
        _ => value.ToString() ?? "",
    };

    // "{path}" stands for a value; a blank one makes nothing.
    private static DemoValue Template(OperatorCall call)
    {
        DemoValue source = call.Operand();
        Dictionary<string, DemoValue[]> templates = new(StringComparer.Ordinal);
        if (call.Json.ValueKind == System.Text.Json.JsonValueKind.String && call.Json.GetString() is { } constant && !constant.StartsWith('='))
        {
            DemoValue[] parts = Parse(call, constant);
            return row => Join(parts, row);
        }

        // A template that comes from a pool is parsed when it is first used; there are no more of them than entries in pools.
        return row =>
        {
            if (source(row) is not string template) return null;
            DemoValue[]? parts;
            lock (templates)
            {
                if (!templates.TryGetValue(template, out parts)) templates[template] = parts = ParseAtRun(call, template);
            }

            return Join(parts, row);
        };
    }

    private static string Join(DemoValue[] parts, DemoRow row) => parts.Length switch
    {
        1 => Show(parts[0](row)),
        2 => string.Concat(Show(parts[0](row)), Show(parts[1](row))),
        3 => string.Concat(Show(parts[0](row)), Show(parts[1](row)), Show(parts[2](row))),
        4 => string.Concat(Show(parts[0](row)), Show(parts[1](row)), Show(parts[2](row)), Show(parts[3](row))),
        _ => string.Concat(Array.ConvertAll(parts, part => Show(part(row)))),
    };

    private static DemoValue[] ParseAtRun(OperatorCall call, string template)
    {
        int before = call.Compiler.Context.Problems.Count;
        DemoValue[] parts = Parse(call, template);
        return call.Compiler.Context.Problems.Count == before ? parts : throw call.Unfit(template, "a template whose paths exist");
    }

    private static DemoValue[] Parse(OperatorCall call, string template)
    {
        List<DemoValue> parts = [];
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            int close = open < 0 ? -1 : template.IndexOf('}', open);
            string literal = close < 0 ? template[at..] : template[at..open];
            if (literal.Length > 0) parts.Add(_ => literal);
            if (close < 0) break;
            parts.Add(call.Compiler.Path(template[(open + 1)..close], $"(template \"{template}\")"));
            at = close + 1;
        }

        return [.. parts];
    }

    private static DemoValue Lower(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => operand(row) is { } value ? Show(value).ToLowerInvariant() : null;
    }

    // For addresses and links: German umlauts as two letters, other marks taken off, what is left beyond ASCII dropped.
    private static DemoValue Ascii(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row =>
        {
            if (operand(row) is not { } value) return null;
            string text = Show(value).Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
                .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
            return string.Concat(text.Normalize(NormalizationForm.FormD).Where(char.IsAscii));
        };
    }

    // "#" a digit, "@" a capital letter, "[abc]" one of the characters, anything else itself.
    private static DemoValue Pattern(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row =>
        {
            if (operand(row) is not string pattern) return null;
            StringBuilder text = new();
            for (int i = 0; i < pattern.Length; i++)
            {
                ulong place = call.Place + (ulong)i;
                int close = pattern[i] == '[' ? pattern.IndexOf(']', i) : -1;
                text.Append(pattern[i] switch
                {
                    '#' => (char)('0' + DemoRandom.Below(row.Key, place, 10)),
                    '@' => Letters[DemoRandom.Below(row.Key, place, Letters.Length)],
                    '[' when close > i + 1 => pattern[i + 1 + DemoRandom.Below(row.Key, place, close - i - 1)],
                    var other => other,
                });
                if (close > i) i = close;
            }

            return text.ToString();
        };
    }
}
