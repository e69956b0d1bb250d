using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Expressions.Values;

/// <summary>
/// Dates as days since 0001-01-01, instants as microseconds since 1970 (UTC), durations as microseconds: their ranges, and their texts.
/// </summary>
public static partial class Moments
{
    /// <summary>Microseconds of a day.</summary>
    public const long Day = 86_400_000_000;

    /// <summary>Greatest number of microseconds of a duration: 2^53 − 1, about 285 years.</summary>
    public const long MaxDuration = 9_007_199_254_740_991;

    /// <summary>Last day: 9999-12-31.</summary>
    public static int LastDay { get; } = DateOnly.MaxValue.DayNumber;

    /// <summary>0001-01-02T00:00:00Z: a day after the first, so that the instant has a date in every time zone.</summary>
    public static long FirstInstant { get; } = FromTicks(DateTime.MinValue.AddDays(1).Ticks);

    /// <summary>The last microsecond of 9999-12-30, UTC: a day before the last.</summary>
    public static long LastInstant { get; } = FromTicks(DateTime.MaxValue.AddDays(-1).Ticks);

    /// <summary>The instant of a UTC date and time, to the microsecond below.</summary>
    public static long FromDateTime(DateTime utc) => FromTicks(utc.Ticks);

    /// <summary>The UTC date and time of an instant in range.</summary>
    public static DateTime ToDateTime(long instant) => new((instant * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks, DateTimeKind.Utc);

    /// <summary>True for an instant of the years 1 to 9999.</summary>
    public static bool IsInstant(long value) => value >= FirstInstant && value <= LastInstant;

    /// <summary>True for a duration in range.</summary>
    public static bool IsDuration(long value) => value is >= -MaxDuration and <= MaxDuration;

    /// <summary>True for a day of the years 1 to 9999.</summary>
    public static bool IsDay(long value) => value >= 0 && value <= LastDay;

    /// <summary>
    /// Working time is counted between the instants, the second one later: from 1973 to 9997, where every zone is whole minutes from UTC, and over 3,660 days at most, so that no record makes
    /// a list wait.
    /// </summary>
    public static bool IsCounted(long from, long to) => from >= FirstCounted && to < LastCounted && to - from <= 3_660 * Day;

    private static readonly long
        FirstCounted = FromTicks(new DateTime(1973, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks), LastCounted = FromTicks(new DateTime(9998, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks);

    /// <summary>Reads <c>2024-01-31</c>.</summary>
    public static bool TryDate(string text, out int day)
    {
        bool read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        day = read ? date.DayNumber : 0;
        return read;
    }

    /// <summary>Reads RFC 3339 with at most six digits after the second and an offset of at most 14:59; no leap seconds.</summary>
    public static bool TryInstant(string text, out long instant)
    {
        instant = 0;
        Match match = Rfc3339().Match(text);
        if (!match.Success) return false;
        string form = match.Groups["fraction"].Success ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFF" : "yyyy-MM-dd'T'HH:mm:ss";
        if (!DateTime.TryParseExact(match.Groups["local"].Value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)) return false;
        long offset = 0;
        if (match.Groups["sign"].Success)
        {
            offset = (Number("hours") * 60) + Number("minutes");
            if (match.Groups["sign"].Value == "-") offset = -offset;
        }

        instant = FromTicks(local.Ticks) - (offset * 60_000_000);
        return IsInstant(instant);

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads CEL's durations: <c>1h30m</c>, <c>-1.5s</c>, <c>200ms</c>, to the microsecond.</summary>
    public static bool TryDuration(string text, out long duration)
    {
        duration = 0;
        Match match = GoDuration().Match(text);
        if (!match.Success) return false;
        decimal sum = 0;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            decimal number = decimal.Parse(match.Groups["number"].Captures[i].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            sum += number * match.Groups["unit"].Captures[i].Value switch { "h" => 3_600_000_000, "m" => 60_000_000, "s" => 1_000_000, "ms" => 1_000, "us" => 1, _ => 0.001m };
        }

        if (sum > MaxDuration) return false;
        duration = (long)sum;
        if (text[0] == '-') duration = -duration;
        return true;
    }

    /// <summary><c>2024-01-31</c>.</summary>
    public static string DateText(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>2024-01-31T08:00:00.5Z</c>.</summary>
    public static string InstantText(long instant) =>
        ToDateTime(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "Z";

    /// <summary><c>5400s</c>, <c>-0.5s</c>.</summary>
    public static string DurationText(long duration)
    {
        decimal seconds = duration / 1_000_000m;
        return seconds.ToString("0.######", CultureInfo.InvariantCulture) + "s";
    }

    /// <summary>
    /// 1972-02-01T00:00:00Z. Since then every zone is whole minutes from UTC; before it the offset of this instant counts, because libraries
    /// disagree about local mean times (decision 0021).
    /// </summary>
    public static DateTime FirstZoned { get; } = new(1972, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The local date and time of an instant in a zone.</summary>
    public static DateTime Local(long instant, TimeZoneInfo zone)
    {
        DateTime utc = ToDateTime(instant);
        return new DateTime(utc.Ticks + zone.GetUtcOffset(utc < FirstZoned ? FirstZoned : utc).Ticks);
    }

    /// <summary>The first instant of a day in a zone; in a gap of the clock the one that the clock skips to.</summary>
    public static bool TryMidnight(int day, TimeZoneInfo zone, out long instant)
    {
        DateTime local = DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue);
        TimeSpan offset = zone.GetUtcOffset(local);
        if (local < FirstZoned) offset = zone.GetUtcOffset(FirstZoned);
        else if (zone.IsInvalidTime(local)) offset = zone.GetUtcOffset(local.AddHours(-3));
        else if (zone.IsAmbiguousTime(local)) offset = zone.GetAmbiguousTimeOffsets(local).Min();
        instant = FromTicks(local.Ticks) - (offset.Ticks / TimeSpan.TicksPerMicrosecond);
        return IsInstant(instant);
    }

    private static long FromTicks(long ticks)
    {
        long sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        long microseconds = sinceEpoch / TimeSpan.TicksPerMicrosecond;
        return sinceEpoch % TimeSpan.TicksPerMicrosecond < 0 ? microseconds - 1 : microseconds;
    }

    [GeneratedRegex(
        @"^(?<local>[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?<fraction>\.[0-9]{1,6})?)(Z|(?<sign>[+-])(?<hours>0[0-9]|1[0-4]):(?<minutes>[0-5][0-9]))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^[+-]?((?<number>[0-9]{1,12}(\.[0-9]{1,9})?)(?<unit>h|ms|m|s|us|ns))+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex GoDuration();
}
