using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Runtime.Tests.Reading;

/// <summary>A filter twice: as the API writes it, and as a predicate in memory. The predicate is the specification: two-valued, blank satisfies nothing but
/// <c>isNull</c>, <c>ne</c> and <c>notIn</c>.</summary>
internal sealed record RandomFilter(string Text, Func<AccountRow, bool> Holds)
{
    private static readonly string[] Patterns = ["a%", "%a", "_lpha", "%\\%%", "%\\_%", "del\\%ta", "back\\\\%", "%", "", "光_", "A____", "%\\l%"];

    public static RandomFilter Of(Random random, IReadOnlyDictionary<Guid, AccountRow> rows, int depth = 0)
    {
        int choice = random.Next(depth >= 3 ? 11 : 16);
        switch (choice)
        {
            case 0 or 1: return Text_(random, "name", r => r.Name);
            case 2: return Text_(random, "industry", r => r.Industry);
            case 3: return Ordered(random, "employees", r => r.Employees, random.Next(0, 6), random.Next(0, 6), v => v.ToString(CultureInfo.InvariantCulture));
            case 4: return Ordered(random, "revenue", r => r.Revenue, random.Next(0, 500) / 100m, random.Next(0, 500) / 100m, v => $"\"{v.ToString(CultureInfo.InvariantCulture)}\"");
            case 5: return Ordered(random, "founded", r => r.Founded, Day(), Day(), v => $"\"{v:yyyy-MM-dd}\"");
            case 6: return Ordered(random, "contactedAt", r => r.ContactedAt, Hour(), Hour(), v => $"\"{AccountRow.Instant(v)}\"");
            case 7: return Labels(random);
            case 8: return random.Next(2) == 0 ? new("active: {eq: true}", r => r.Active) : new("active: {ne: true}", r => !r.Active);
            case 9: return Ordered(random, "opensAt", r => r.OpensAt, Half(), Half(), v => $"\"{v:HH:mm:ss}\"");
            case 10: return Ordered(random, "callTime", r => r.CallTime, random.Next(-3, 4) * 30L, random.Next(-3, 4) * 30L, v => $"\"{(v < 0 ? "-" : "")}PT{Math.Abs(v)}S\"");
            case 11: return Combined(random, rows, depth, "and", (a, b) => r => a.Holds(r) && b.Holds(r));
            case 12: return Combined(random, rows, depth, "or", (a, b) => r => a.Holds(r) || b.Holds(r));
            case 13:
                RandomFilter inner = Of(random, rows, depth + 1);
                return new($"not: {{{inner.Text}}}", r => !inner.Holds(r));
            case 14:
                RandomFilter parent = Of(random, rows, depth + 1);
                return new($"parent: {{{parent.Text}}}", r => r.Parent is { } p && parent.Holds(rows[p]));
            default:
                RandomFilter child = Of(random, rows, depth + 1);
                IEnumerable<AccountRow> Children(AccountRow r) => rows.Values.Where(c => c.Parent == r.Id);
                return random.Next(3) switch
                {
                    0 => new($"children: {{some: {{{child.Text}}}}}", r => Children(r).Any(child.Holds)),
                    1 => new($"children: {{none: {{{child.Text}}}}}", r => !Children(r).Any(child.Holds)),
                    _ => new($"children: {{every: {{{child.Text}}}}}", r => Children(r).All(child.Holds)),
                };
        }

        DateOnly Day() => new DateOnly(2026, 6, 1).AddDays(random.Next(0, 30));

        TimeOnly Half() => new(random.Next(8, 12), 30 * random.Next(2));

        DateTime Hour() => new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(0, 700));
    }

    private static RandomFilter Combined(
        Random random, IReadOnlyDictionary<Guid, AccountRow> rows, int depth, string name, Func<RandomFilter, RandomFilter, Func<AccountRow, bool>> join)
    {
        RandomFilter a = Of(random, rows, depth + 1), b = Of(random, rows, depth + 1);
        return new($"{name}: [{{{a.Text}}}, {{{b.Text}}}]", join(a, b));
    }

    private static RandomFilter Text_(Random random, string field, Func<AccountRow, string?> value)
    {
        string[] words = ["alpha", "a", "%", "_", "光", "retail", "\\", "lta"];
        string word = words[random.Next(words.Length)], literal = System.Text.Json.JsonSerializer.Serialize(word);
        string pattern = Patterns[random.Next(Patterns.Length)], patternLiteral = System.Text.Json.JsonSerializer.Serialize(pattern);
        (string text, Func<string, bool> holds) = random.Next(12) switch
        {
            8 => ($"like: {patternLiteral}", (Func<string, bool>)(v => IsLike(v, pattern, RegexOptions.None))),
            9 => ($"like: {patternLiteral}, mode: INSENSITIVE", v => IsLike(v, pattern, RegexOptions.IgnoreCase)),
            10 => ($"startsWith: {literal}, endsWith: {literal}, mode: INSENSITIVE", v => v.StartsWith(word, StringComparison.OrdinalIgnoreCase) && v.EndsWith(word, StringComparison.OrdinalIgnoreCase)),
            11 => ($"in: [{literal}, \"BETA\"], mode: INSENSITIVE", v => v.Equals(word, StringComparison.OrdinalIgnoreCase) || v.Equals("beta", StringComparison.OrdinalIgnoreCase)),
            0 => ($"eq: {literal}", (Func<string, bool>)(v => v == word)),
            1 => ($"contains: {literal}", v => v.Contains(word, StringComparison.Ordinal)),
            2 => ($"startsWith: {literal}", v => v.StartsWith(word, StringComparison.Ordinal)),
            3 => ($"endsWith: {literal}", v => v.EndsWith(word, StringComparison.Ordinal)),
            4 => ($"in: [{literal}, \"beta\"]", v => v == word || v == "beta"),
            5 => ($"contains: {literal}, mode: INSENSITIVE", v => v.Contains(word, StringComparison.OrdinalIgnoreCase)),
            6 => ($"eq: {literal}, mode: INSENSITIVE", v => v.Equals(word, StringComparison.OrdinalIgnoreCase)),
            _ => ("isNull: false", _ => true),
        };
        if (random.Next(6) == 0) return new($"{field}: {{ne: {literal}}}", r => value(r) != word);
        if (random.Next(6) == 0) return new($"{field}: {{notIn: [{literal}]}}", r => value(r) != word);
        if (random.Next(6) == 0) return new($"{field}: {{isNull: true}}", r => value(r) is null);
        return new($"{field}: {{{text}}}", r => value(r) is { } v && holds(v));
    }

    /// <summary><c>%</c> is any text, <c>_</c> one character, and a backslash takes the next character as it is.</summary>
    private static bool IsLike(string text, string pattern, RegexOptions options)
    {
        StringBuilder expression = new("\\A");
        for (int i = 0; i < pattern.Length; i++)
        {
            expression.Append(pattern[i] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' => Regex.Escape(pattern[++i].ToString()),
                char c => Regex.Escape(c.ToString()),
            });
        }

        return Regex.IsMatch(text, expression.Append("\\z").ToString(), options | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static RandomFilter Ordered<T>(Random random, string field, Func<AccountRow, T?> value, T a, T b, Func<T, string> literal)
        where T : struct, IComparable<T> => random.Next(8) switch
        {
            0 => new($"{field}: {{eq: {literal(a)}}}", r => value(r) is { } v && v.CompareTo(a) == 0),
            1 => new($"{field}: {{lt: {literal(a)}}}", r => value(r) is { } v && v.CompareTo(a) < 0),
            2 => new($"{field}: {{gte: {literal(a)}}}", r => value(r) is { } v && v.CompareTo(a) >= 0),
            3 => new($"{field}: {{between: [{literal(a)}, {literal(b)}]}}", r => value(r) is { } v && v.CompareTo(a) >= 0 && v.CompareTo(b) <= 0),
            4 => new($"{field}: {{in: [{literal(a)}, {literal(b)}]}}", r => value(r) is { } v && (v.CompareTo(a) == 0 || v.CompareTo(b) == 0)),
            5 => new($"{field}: {{ne: {literal(a)}}}", r => value(r) is not { } v || v.CompareTo(a) != 0),
            6 => new($"{field}: {{isNull: true}}", r => value(r) is null),
            _ => new($"{field}: {{eq: null}}", r => value(r) is null),
        };

    private static RandomFilter Labels(Random random) => random.Next(4) switch
    {
        0 => new("labels: {has: \"x\"}", r => r.Labels?.Contains("x") == true),
        1 => new("labels: {hasAny: [\"x\", \"y\"]}", r => r.Labels?.Any(l => l is "x" or "y") == true),
        2 => new("labels: {hasAll: [\"x\", \"y\"]}", r => r.Labels is { } l && l.Contains("x") && l.Contains("y")),
        _ => new("labels: {isNull: true}", r => r.Labels is null),
    };
}
