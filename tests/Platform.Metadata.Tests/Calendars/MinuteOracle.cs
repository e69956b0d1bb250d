using System.Globalization;
using Platform.Expressions.Values;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Tests.Calendars;

/// <summary>Looks at a local clock minute by minute: a shift has begun once the clock has shown its beginning, and is over once it has shown its end. Shares nothing with the calculator.</summary>
internal sealed class MinuteOracle
{
    private const int Lead = 4 * 1_440;
    private readonly bool[] _works;

    public MinuteOracle(BusinessCalendarDocument calendar, DateTime from, int days)
    {
        From = from;
        _works = new bool[days * 1_440];
        TimeZones.TryFind(calendar.TimeZone, out TimeZoneInfo? zone);
        List<(DateTime Begin, DateTime End)> waiting = [.. Shifts(calendar, DateOnly.FromDateTime(from).AddDays(-3), days + 5)];
        List<DateTime> running = [];
        for (int minute = -Lead; minute < _works.Length; minute++)
        {
            DateTime clock = TimeZoneInfo.ConvertTimeFromUtc(from.AddMinutes(minute), zone!);
            running.AddRange(waiting.Where(s => clock >= s.Begin).Select(s => s.End));
            waiting.RemoveAll(s => clock >= s.Begin);
            running.RemoveAll(end => clock >= end);
            if (minute >= 0) _works[minute] = running.Count > 0;
        }
    }

    public DateTime From { get; }

    public int Between(DateTime from, DateTime to)
    {
        int first = Index(from), last = Index(to), worked = 0;
        for (int i = first; i < last; i++) worked += _works[i] ? 1 : 0;
        return worked;
    }

    /// <summary>Null when that is beyond what was looked at.</summary>
    public DateTime? Add(DateTime from, int minutes)
    {
        for (int i = Index(from); i < _works.Length; i++)
        {
            if (_works[i] && --minutes == 0) return From.AddMinutes(i + 1);
        }

        return null;
    }

    public DateTime? Next(DateTime from)
    {
        int at = Array.IndexOf(_works, true, Index(from));
        return at < 0 ? null : From.AddMinutes(at);
    }

    private int Index(DateTime at) => (int)(at - From).TotalMinutes;

    private static IEnumerable<(DateTime Begin, DateTime End)> Shifts(BusinessCalendarDocument calendar, DateOnly first, int days)
    {
        for (int i = 0; i < days; i++)
        {
            DateOnly date = first.AddDays(i);
            foreach (Shift shift in On(calendar, date))
            {
                DateTime begin = date.ToDateTime(TimeOnly.Parse(shift.From, CultureInfo.InvariantCulture));
                DateTime end = shift.To == "24:00" ? date.AddDays(1).ToDateTime(TimeOnly.MinValue) : date.ToDateTime(TimeOnly.Parse(shift.To, CultureInfo.InvariantCulture));
                yield return (begin, end <= begin ? end.AddDays(1) : end);
            }
        }
    }

    private static IEnumerable<Shift> On(BusinessCalendarDocument calendar, DateOnly date)
    {
        CalendarDay? entry = calendar.Days.FirstOrDefault(d => !d.Yearly && Covers(d, date, 0)) ?? calendar.Days.FirstOrDefault(d => d.Yearly && Enumerable.Range(-5, 10).Any(years => Covers(d, date, years)));
        if (entry is { WorksAs: null }) return entry.Shifts;
        Weekday day = entry?.WorksAs ?? Enum.Parse<Weekday>(date.DayOfWeek.ToString());
        return calendar.Weekly.Where(w => w.Days.Contains(day)).SelectMany(w => w.Shifts);
    }

    /// <summary>The entry, so many years later, covers the date; a day that the year does not have covers none.</summary>
    private static bool Covers(CalendarDay entry, DateOnly date, int years)
    {
        DateOnly first = DateOnly.Parse(entry.Date, CultureInfo.InvariantCulture), last = entry.Until is null ? first : DateOnly.Parse(entry.Until, CultureInfo.InvariantCulture);
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            DateOnly moved = day.AddYears(years);
            if (moved == date && moved.Day == day.Day) return true;
        }

        return false;
    }
}
