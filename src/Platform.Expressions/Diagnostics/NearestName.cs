namespace Platform.Expressions.Diagnostics;

/// <summary>Finds what was probably meant by a mistyped name.</summary>
public static class NearestName
{
    private const int LongestCompared = 100;

    /// <summary>
    /// The candidate with the least edit distance to <paramref name="name"/> (insertions, deletions, substitutions and swaps of
    /// neighbours; case differences count half), or null when none is within a third of its length. Ties go to the ordinal first.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestCompared) return null;
        int bound = (2 * Math.Max(1, name.Length / 3)) + 1;
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (candidate.Length is 0 or > LongestCompared || 2 * Math.Abs(candidate.Length - name.Length) > bound) continue;
            int distance = Distance(name, candidate);
            bool better = distance < bestDistance || (distance == bestDistance && string.CompareOrdinal(candidate, best) < 0);
            if (distance > bound || !better) continue;
            bestDistance = distance;
            best = candidate;
        }

        return best;
    }

    /// <summary>Optimal string alignment distance in half steps.</summary>
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = 2 * j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = 2 * i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = last[j - 1] + Cost(a[i - 1], b[j - 1]);
                row[j] = Math.Min(substitution, Math.Min(last[j], row[j - 1]) + 2);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 2);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }

    private static int Cost(char a, char b) => a == b ? 0 : char.ToUpperInvariant(a) == char.ToUpperInvariant(b) ? 1 : 2;
}
