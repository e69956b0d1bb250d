using System.Globalization;

namespace Platform.Runtime.Publishing;

/// <summary>Semantic versions of packages: <c>major.minor.patch</c>, a pre-release (<c>-beta.1</c>) before its release.</summary>
internal static class PackageVersion
{
    /// <summary>Less than zero when <paramref name="left"/> is older, more when it is newer.</summary>
    public static int Compare(string left, string right)
    {
        (int[] numbers, string pre) a = Parse(left), b = Parse(right);
        for (int i = 0; i < 3; i++)
        {
            if (a.numbers[i] != b.numbers[i]) return a.numbers[i].CompareTo(b.numbers[i]);
        }

        return (a.pre.Length == 0, b.pre.Length == 0) switch
        {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(a.pre, b.pre),
        };
    }

    private static (int[] Numbers, string Pre) Parse(string version)
    {
        string plain = version.Split('+')[0];
        int dash = plain.IndexOf('-', StringComparison.Ordinal);
        string[] parts = (dash < 0 ? plain : plain[..dash]).Split('.');
        int[] numbers = [.. Enumerable.Range(0, 3).Select(i =>
            i < parts.Length && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)];
        return (numbers, dash < 0 ? "" : plain[(dash + 1)..]);
    }
}
