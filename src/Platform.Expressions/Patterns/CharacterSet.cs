namespace Platform.Expressions.Patterns;

/// <summary>A set of Unicode characters as sorted ranges that neither touch nor overlap. Surrogates and U+0000 are never in it.</summary>
public sealed class CharacterSet
{
    private const int Last = 0x10FFFF, FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF;

    private CharacterSet(IReadOnlyList<(int From, int To)> ranges) => Ranges = ranges;

    /// <summary>First and last character of each range.</summary>
    public IReadOnlyList<(int From, int To)> Ranges { get; }

    /// <summary>The set of the ranges, in any order.</summary>
    internal static CharacterSet Of(IEnumerable<(int From, int To)> ranges)
    {
        List<(int From, int To)> merged = [];
        foreach ((int from, int to) in ranges.SelectMany(Characters).OrderBy(r => r.From))
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1) merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else merged.Add((from, to));
        }

        return new CharacterSet(merged);
    }

    /// <summary>Every other character.</summary>
    internal CharacterSet Complement()
    {
        List<(int, int)> rest = [];
        int next = 1;
        foreach ((int from, int to) in Ranges)
        {
            if (next < from) rest.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last) rest.Add((next, Last));
        return Of(rest);
    }

    /// <summary>With the other case of every ASCII letter.</summary>
    internal CharacterSet WithoutCase() => Of(
        Ranges.Concat(Ranges.SelectMany(r => new[] { Shifted(r, 'A', 'Z', 32), Shifted(r, 'a', 'z', -32) })).Where(r => r.From <= r.To));

    private static (int From, int To) Shifted((int From, int To) range, int first, int last, int by) =>
        (Math.Max(range.From, first) + by, Math.Min(range.To, last) + by);

    private static IEnumerable<(int From, int To)> Characters((int From, int To) range) =>
        new[] { (Math.Max(range.From, 1), Math.Min(range.To, FirstSurrogate - 1)), (Math.Max(range.From, LastSurrogate + 1), range.To) }
            .Where(r => r.Item1 <= r.Item2);
}
