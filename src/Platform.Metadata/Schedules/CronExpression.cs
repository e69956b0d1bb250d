using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Platform.Metadata.Schedules;

/// <summary>
/// When something happens again and again: minute, hour, day of the month, month and weekday, in the local time of a zone. Where clocks are put forward, an hour of the day that does not
/// exist counts as the first instant after the gap; where they are put back, an hour that comes twice counts once, the first time. With every hour (<c>*</c>), or every so many, it
/// goes by what clocks show: an hour that comes twice counts twice.
/// </summary>
public sealed class CronExpression
{
    // The 29th of February may be eight years away.
    private const int MostDays = 9 * 366;
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _minutes, _hours, _days, _months, _weekdays;
    private readonly bool _isEveryDay, _isEveryWeekday, _isEveryHour;

    private CronExpression(string[] parts, ulong[] sets)
    {
        (_minutes, _hours, _days, _months, _weekdays) = (sets[0], sets[1], sets[2], sets[3], sets[4]);
        _isEveryHour = parts[1].StartsWith('*');
        _isEveryDay = parts[2].StartsWith('*');
        _isEveryWeekday = parts[4].StartsWith('*');
        // 7 is another name of Sunday.
        if (Has(_weekdays, 7)) _weekdays |= 1;
    }

    /// <summary>Reads five fields, separated by blanks: <c>*</c>, numbers, ranges <c>1-5</c>, steps <c>*/15</c> and lists of them; months and weekdays by name too.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression)
    {
        ArgumentNullException.ThrowIfNull(text);
        expression = null;
        string[] parts = text.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5) return false;
        (int Least, int Most, string[]? Names, int First)[] ranges = [(0, 59, null, 0), (0, 23, null, 0), (1, 31, null, 0), (1, 12, Months, 1), (0, 7, Weekdays, 0)];
        ulong[] sets = new ulong[5];
        for (int i = 0; i < 5; i++)
        {
            (int least, int most, string[]? names, int first) = ranges[i];
            foreach (string item in parts[i].Split(','))
            {
                if (!TryItem(item, least, i == 4 ? 6 : most, most, names, first, out ulong set)) return false;
                sets[i] |= set;
            }
        }

        expression = new CronExpression(parts, sets);
        return true;
    }

    /// <summary>The first time after an instant; null when there is none within nine years.</summary>
    /// <param name="after">The instant, UTC.</param>
    /// <param name="zone">The zone whose clocks count.</param>
    public DateTime? Next(DateTime after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return _isEveryHour ? NextShown(after, zone) : NextMeant(after, zone);
    }

    // Hours that are named: every day has each of them once.
    private DateTime? NextMeant(DateTime after, TimeZoneInfo zone)
    {
        DateTime day = TimeZoneInfo.ConvertTimeFromUtc(after, zone).Date.AddDays(-1);
        for (int i = 0; i < MostDays; i++, day = day.AddDays(1))
        {
            if (!IsDay(day)) continue;
            for (int minute = 0; minute < 24 * 60; minute++)
            {
                if (!Has(_hours, minute / 60) || !Has(_minutes, minute % 60)) continue;
                DateTime instant = InstantOf(day.AddMinutes(minute), zone);
                if (instant > after) return instant;
            }
        }

        return null;
    }

    // Every hour: whatever clocks show, one instant after the other.
    private DateTime? NextShown(DateTime after, TimeZoneInfo zone)
    {
        DateTime at = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1), end = after.AddDays(MostDays);
        while (at < end)
        {
            DateTime shown = TimeZoneInfo.ConvertTimeFromUtc(at, zone);
            bool isHour = IsDay(shown) && Has(_hours, shown.Hour);
            if (isHour && Has(_minutes, shown.Minute)) return at;
            at = at.AddMinutes(isHour ? 1 : 60 - shown.Minute);
        }

        return null;
    }

    private static DateTime InstantOf(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    // When both are named, either will do.
    private bool IsDay(DateTime day)
    {
        bool isDay = Has(_days, day.Day), isWeekday = Has(_weekdays, (int)day.DayOfWeek);
        return Has(_months, day.Month) && (_isEveryDay || _isEveryWeekday ? isDay && isWeekday : isDay || isWeekday);
    }

    private static bool TryItem(string item, int least, int last, int most, string[]? names, int first, out ulong set)
    {
        set = 0;
        string[] step = item.Split('/');
        int by = 1;
        if (step.Length > 2 || (step.Length == 2 && (!TryNumber(step[1], out by) || by < 1))) return false;
        int from = least, to = last;
        if (step[0] != "*")
        {
            string[] range = step[0].Split('-');
            if (range.Length > 2 || !TryValue(range[0], names, first, out from)) return false;
            to = step.Length == 2 ? last : from;
            if (range.Length == 2 && !TryValue(range[1], names, first, out to)) return false;
        }

        if (from < least || to > most || from > to) return false;
        for (int value = from; value <= to; value += by) set |= 1UL << value;
        return true;
    }

    private static bool TryValue(string text, string[]? names, int first, out int value)
    {
        int named = names is null ? -1 : Array.IndexOf(names, text);
        value = named + first;
        return named >= 0 || TryNumber(text, out value);
    }

    private static bool TryNumber(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < 1000;

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;
}
