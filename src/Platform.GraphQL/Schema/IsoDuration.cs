using System.Globalization;

namespace Platform.GraphQL.Schema;

/// <summary>Durations of ISO 8601 that have a fixed length: weeks, days, hours, minutes, whole seconds.</summary>
internal static class IsoDuration
{
    private const string Units = "WDHMS";
    private const long MaxSeconds = 922_337_203_685;

    /// <summary>Whole seconds as a boxed <see cref="long"/>, or null.</summary>
    public static object? Parse(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> rest = text.AsSpan(negative ? 1 : 0);
        if (rest.Length is < 3 or > 40 || rest[0] != 'P' || rest[^1] == 'T') return null;
        decimal seconds = 0;
        bool inTime = false;
        int next = 0;
        for (rest = rest[1..]; !rest.IsEmpty;)
        {
            if (rest[0] == 'T' && !inTime)
            {
                inTime = true;
                rest = rest[1..];
                continue;
            }

            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            int unit = digits is > 0 and <= 12 ? Units.IndexOf(rest[digits], StringComparison.Ordinal) : -1;
            if (unit < next || inTime != unit >= 2) return null;
            seconds += long.Parse(rest[..digits], CultureInfo.InvariantCulture) * Length(unit);
            next = unit + 1;
            rest = rest[(digits + 1)..];
        }

        return seconds > MaxSeconds ? null : (long)(negative ? -seconds : seconds);
    }

    private static decimal Length(int unit) => unit switch { 0 => 604_800, 1 => 86_400, 2 => 3_600, 3 => 60, _ => 1 };
}
