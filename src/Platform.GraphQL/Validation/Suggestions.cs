using System.Globalization;

namespace Platform.GraphQL.Validation;

/// <summary>Names that a mistyped name may have meant, nearest first, and the sentence that offers them.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    /// <summary>The options within a distance of two fifths of the length, by distance, then in natural order.</summary>
    public static List<string> Find(string written, IEnumerable<string> options)
    {
        int threshold = (int)Math.Floor(written.Length * 0.4) + 1;
        string lower = written.ToLowerInvariant();
        List<(string Option, int Distance)> near = [];
        foreach (string option in options)
        {
            if (Distance(written, lower, option, threshold) is { } distance)
                near.Add((option, distance));
        }
        near.Sort((a, b) => a.Distance != b.Distance ? a.Distance - b.Distance : NaturalCompare(a.Option, b.Option));
        return [.. near.Select(item => item.Option)];
    }

    /// <summary><c> Did you mean "a", "b", or "c"?</c>; empty without suggestions.</summary>
    public static string DidYouMean(IReadOnlyList<string> suggestions, string? what = null)
    {
        if (suggestions.Count == 0)
            return "";
        string[] quoted = [.. suggestions.Take(Most).Select(name => $"\"{name}\"")];
        string list = quoted switch
        {
            [var one] => one,
            [var one, var two] => $"{one} or {two}",
            _ => $"{string.Join(", ", quoted[..^1])}, or {quoted[^1]}",
        };
        return what is null ? $" Did you mean {list}?" : $" Did you mean {what} {list}?";
    }

    /// <summary>Compares digits by their number and everything else by code.</summary>
    public static int NaturalCompare(string a, string b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                int order = ReadNumber(a, ref i).CompareTo(ReadNumber(b, ref j));
                if (order != 0)
                    return order;
            }
            else
            {
                if (a[i] != b[j])
                    return a[i] - b[j];
                i++;
                j++;
            }
        }
        return a.Length - b.Length;
    }

    private static double ReadNumber(string text, ref int at)
    {
        int start = at;
        do
        {
            at++;
        }
        while (at < text.Length && char.IsAsciiDigit(text[at]) && (text[start] != '0' || at == start));
        return double.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Edits between two names without regard to case: insert, delete, replace, swap neighbours. Null beyond the threshold; a
    /// difference in case alone counts one.
    /// </summary>
    private static int? Distance(string written, string writtenLower, string option, int threshold)
    {
        if (written == option)
            return 0;
        string a = option.ToLowerInvariant(), b = writtenLower;
        if (a == b)
            return 1;
        if (a.Length < b.Length)
            (a, b) = (b, a);
        if (a.Length - b.Length > threshold)
            return null;
        int[][] rows = [new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]];
        for (int j = 0; j <= b.Length; j++)
            rows[0][j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int[] above = rows[(i - 1) % 3], current = rows[i % 3];
            int smallest = current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int cell = Math.Min(Math.Min(above[j] + 1, current[j - 1] + 1), replace);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cell = Math.Min(cell, rows[(i - 2) % 3][j - 2] + 1);
                smallest = Math.Min(smallest, cell);
                current[j] = cell;
            }
            if (smallest > threshold)
                return null;
        }
        int distance = rows[a.Length % 3][b.Length];
        return distance <= threshold ? distance : null;
    }
}
