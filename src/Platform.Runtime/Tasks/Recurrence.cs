using System.Globalization;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Tasks;

/// <summary>
/// When a series goes on: a rule in the form of RFC 5545 (section 3.3.10), of which it takes the frequencies from day to year, <c>INTERVAL</c>, <c>BYDAY</c> with weeks
/// and (numbered) with months, <c>BYMONTHDAY</c> with months, <c>BYHOUR</c> with <c>BYMINUTE</c>, and <c>UNTIL</c> or <c>COUNT</c>. The time of day stays what it is on the clocks of the zone, also across
/// changes to and from daylight saving. A day that a month does not have is left out, as the RFC says.
/// </summary>
internal sealed record Recurrence
{
    // Furthest that a rule is followed: the rarest, a weekday on 29 February, comes within 40 years.
    private const int MostDays = 366 * 41;

    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private string Frequency { get; init; } = "";

    private int Interval { get; init; } = 1;

    private DayOfWeek[] Weekdays { get; init; } = [];

    // The how-manieth of its weekday in the month, from 1; -1 the last; null for none.
    private int? Nth { get; init; }

    private int? MonthDay { get; init; }

    private DateOnly? Until { get; init; }

    private int? Count { get; init; }

    // The time of day of the next one, where it is not that of the last: the clocks left it out then.
    private int? Hour { get; init; }

    private int? Minute { get; init; }

    /// <summary>Reads a rule; null when it is none.</summary>
    public static Recurrence? Parse(string rule)
    {
        Recurrence read = new();
        foreach (string part in rule.Split(';'))
        {
            string[] pair = part.Split('=');
            if (pair.Length != 2 || With(read, pair[0], pair[1]) is not { } next) return null;
            read = next;
        }

        bool fits = (read.Hour is null) == (read.Minute is null) && read.Frequency switch
        {
            "WEEKLY" => read.Nth is null && read.MonthDay is null,
            "MONTHLY" => read.Weekdays.Length == (read.Nth is null ? 0 : 1) && (read.Nth is null || read.MonthDay is null),
            "DAILY" or "YEARLY" => read.Weekdays.Length == 0 && read.MonthDay is null,
            _ => false,
        };
        return fits ? read : null;
    }

    /// <summary>The rule of the next of the series, and when that is due: after the last one, and not before <paramref name="now"/>; null when the series has ended.</summary>
    /// <param name="due">When the last one was due, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="zone">The zone whose clocks count.</param>
    public (DateTime Due, string Rule)? Next(DateTime due, DateTime now, TimeZoneInfo zone)
    {
        if (Count <= 1) return null;
        DateTime local = TimeZoneInfo.ConvertTimeFromUtc(due, zone);
        var first = DateOnly.FromDateTime(local);
        TimeOnly time = Hour is { } hour && Minute is { } minute ? new TimeOnly(hour, minute, local.Second) : TimeOnly.FromDateTime(local);
        for (int day = 1; day <= MostDays && first.DayNumber + day <= DateOnly.MaxValue.DayNumber; day++)
        {
            DateOnly date = first.AddDays(day);
            if (Until is { } end && date > end) return null;
            if (!IsOn(date, first)) continue;
            DateTime instant = LocalClock.ToUtc(date.ToDateTime(time), zone);
            if (instant > now) return (instant, At(time, instant, zone).ToString(Count - 1));
        }

        return null;
    }

    // One whose time the clocks leave out is due later that day; the rule says when those after it are.
    private Recurrence At(TimeOnly time, DateTime instant, TimeZoneInfo zone)
    {
        var shown = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, zone));
        return shown == time ? this with { Hour = null, Minute = null } : this with { Hour = time.Hour, Minute = time.Minute };
    }

    private bool IsOn(DateOnly date, DateOnly first)
    {
        int months = ((date.Year - first.Year) * 12) + date.Month - first.Month;
        return Frequency switch
        {
            "DAILY" => (date.DayNumber - first.DayNumber) % Interval == 0,
            "WEEKLY" => (Weekdays.Length == 0 ? date.DayOfWeek == first.DayOfWeek : Weekdays.Contains(date.DayOfWeek))
                && (Monday(date) - Monday(first)) / 7 % Interval == 0,
            "MONTHLY" => months % Interval == 0 && (Nth is { } nth
                ? date.DayOfWeek == Weekdays[0] && IsNth(date, nth)
                : date.Day == (MonthDay is { } day ? day < 0 ? DateTime.DaysInMonth(date.Year, date.Month) : day : first.Day)),
            _ => months % (12 * Interval) == 0 && date.Month == first.Month && date.Day == first.Day,
        };
    }

    // Weeks begin on Monday, as in the RFC when no WKST is given.
    private static int Monday(DateOnly date) => date.DayNumber - (((int)date.DayOfWeek + 6) % 7);

    private static bool IsNth(DateOnly date, int nth) =>
        nth > 0 ? (date.Day - 1) / 7 == nth - 1 : date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month);

    private static Recurrence? With(Recurrence rule, string name, string value)
    {
        switch (name)
        {
            case "FREQ":
                return rule with { Frequency = value };
            case "INTERVAL":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int interval) && interval > 0 ? rule with { Interval = interval } : null;
            case "BYDAY":
                string[] days = value.Split(',');
                int? nth = days[0].Length > 2 && int.TryParse(days[0][..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) ? n : null;
                int[] places = [.. days.Select(d => d.Length >= 2 ? Array.IndexOf(Days, d[^2..]) : -1)];
                return places.Contains(-1) ? null : rule with { Nth = nth, Weekdays = [.. places.Select(p => (DayOfWeek)p)] };
            case "BYMONTHDAY":
                return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int day) && day is -1 or (>= 1 and <= 31) ? rule with { MonthDay = day } : null;
            case "BYHOUR":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int hour) && hour <= 23 ? rule with { Hour = hour } : null;
            case "BYMINUTE":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int minute) && minute <= 59 ? rule with { Minute = minute } : null;
            case "UNTIL":
                return DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly until) ? rule with { Until = until } : null;
            case "COUNT":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? rule with { Count = count } : null;
            default:
                return null;
        }
    }

    private string ToString(int? count)
    {
        string days = string.Join(',', Weekdays.Select(d => Nth + Days[(int)d]));
        string?[] parts =
        [
            "FREQ=" + Frequency,
            Interval > 1 ? string.Create(CultureInfo.InvariantCulture, $"INTERVAL={Interval}") : null,
            days.Length > 0 ? "BYDAY=" + days : null,
            MonthDay is { } day ? string.Create(CultureInfo.InvariantCulture, $"BYMONTHDAY={day}") : null,
            Hour is { } hour && Minute is { } minute ? string.Create(CultureInfo.InvariantCulture, $"BYHOUR={hour};BYMINUTE={minute}") : null,
            Until is { } until ? until.ToString("'UNTIL='yyyyMMdd", CultureInfo.InvariantCulture) : null,
            count is { } left ? string.Create(CultureInfo.InvariantCulture, $"COUNT={left}") : null,
        ];
        return string.Join(';', parts.OfType<string>());
    }
}
