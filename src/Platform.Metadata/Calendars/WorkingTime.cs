using Platform.Expressions.Values;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Calendars;

/// <summary>
/// Counts by the hours in which people work. Instants are UTC. A shift begins at the first instant at which the local clock shows its beginning or later, and ends likewise:
/// where clocks are put forward it is as much shorter, where they are put back as much longer as its hours are.
/// </summary>
public sealed class WorkingTime
{
    // A calendar that is closed for longer is closed for good.
    private const int MostDays = 20 * 366;
    private static readonly ShiftTimes[][] EveryHour = [.. Enumerable.Repeat<ShiftTimes[]>([new ShiftTimes(0, ShiftTimes.Day)], 7)];
    private static readonly DateTime LatestDay = new(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc);
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private readonly ShiftTimes[][] _weekly = [];
    private readonly Dictionary<DateOnly, ShiftTimes[]> _dated = [];
    private readonly Dictionary<int, ShiftTimes[]> _yearly = [];
    private readonly bool _isAlways;

    /// <summary>The working time of a calendar that the compiler found to be in order.</summary>
    public WorkingTime(BusinessCalendarDocument calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        _zone = TimeZones.TryFind(calendar.TimeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;
        _weekly = [.. Enum.GetValues<Weekday>().Select(day => Times(calendar.Weekly.Where(w => w.Days.Contains(day)).SelectMany(w => w.Shifts)))];
        foreach (CalendarDay day in calendar.Days)
        {
            ShiftTimes[] shifts = day.WorksAs is { } other ? _weekly[(int)other] : Times(day.Shifts);
            foreach (DateOnly date in CalendarDates.Of(day))
            {
                if (day.Yearly) _yearly.TryAdd(CalendarDates.Yearly(date), shifts);
                else _dated.TryAdd(date, shifts);
            }
        }
    }

    private WorkingTime() => _isAlways = true;

    /// <summary>Every hour of every day.</summary>
    public static WorkingTime Always { get; } = new();

    /// <summary>Shifts by weekday, Monday first, each in order.</summary>
    internal IReadOnlyList<ShiftTimes[]> Weekly => _isAlways ? EveryHour : _weekly;

    /// <summary>Shifts of single days, which go before the others.</summary>
    internal IReadOnlyDictionary<DateOnly, ShiftTimes[]> Dated => _dated;

    /// <summary>Shifts of days of every year (<see cref="CalendarDates.Yearly"/>), which go before those of the weekday.</summary>
    internal IReadOnlyDictionary<int, ShiftTimes[]> Yearly => _yearly;

    /// <summary>People work at the instant.</summary>
    public bool IsOpen(DateTime at) => NextOpening(at) == at;

    /// <summary>The first instant, not before the given one, at which people work; null when there is none within twenty years.</summary>
    public DateTime? NextOpening(DateTime from)
    {
        foreach ((DateTime start, _) in Open(from)) return start;
        return null;
    }

    /// <summary>The instant at which so much has been worked; the given one when nothing is asked for; null when there is none within twenty years.</summary>
    /// <param name="from">From when.</param>
    /// <param name="working">How much, not negative.</param>
    public DateTime? Add(DateTime from, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        if (working == TimeSpan.Zero) return from;
        if (_isAlways) return working < DateTime.MaxValue - from ? from + working : null;
        TimeSpan left = working;
        foreach ((DateTime start, DateTime end) in Open(from))
        {
            if (left <= end - start) return start + left;
            left -= end - start;
        }

        return null;
    }

    /// <summary>How much is worked between two instants; nothing when the second is not later.</summary>
    public TimeSpan Between(DateTime from, DateTime to)
    {
        if (to <= from) return TimeSpan.Zero;
        if (_isAlways) return to - from;
        TimeSpan worked = TimeSpan.Zero;
        foreach ((DateTime start, DateTime end) in Open(from))
        {
            if (start >= to) break;
            worked += (end < to ? end : to) - start;
        }

        return worked;
    }

    /// <summary>The times in which people work, from an instant on: in order, apart from each other, none empty.</summary>
    private IEnumerable<(DateTime Start, DateTime End)> Open(DateTime from)
    {
        if (_isAlways)
        {
            yield return (from, DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
            yield break;
        }

        // The shift of the day before may go on past midnight.
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(from, DateTimeKind.Utc), _zone).AddDays(-1));
        DateTime covered = from;
        for (int i = 0; i < MostDays && first.DayNumber + i < DateOnly.FromDateTime(LatestDay).DayNumber; i++)
        {
            DateOnly date = first.AddDays(i);
            foreach (ShiftTimes shift in ShiftsOf(date))
            {
                DateTime start = Instant(date, shift.From), end = Instant(date, shift.To);
                if (start < covered) start = covered;
                if (end <= start) continue;
                yield return (start, end);
                covered = end;
            }
        }
    }

    private ShiftTimes[] ShiftsOf(DateOnly date)
    {
        if (_dated.TryGetValue(date, out ShiftTimes[]? shifts) || (_yearly.Count > 0 && _yearly.TryGetValue(CalendarDates.Yearly(date), out shifts))) return shifts;
        return _weekly[((int)date.DayOfWeek + 6) % 7];
    }

    /// <summary>The first instant at which the local clock shows so many minutes from the midnight with which the day begins, or more.</summary>
    private DateTime Instant(DateOnly date, int minutes)
    {
        DateTime local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        if (_zone.IsInvalidTime(local))
        {
            // Clocks are put forward over it: the instant at which they are. Before it the offset of a while ago holds.
            TimeSpan before = _zone.GetUtcOffset(local.AddDays(-1)), after = _zone.GetUtcOffset(local.AddDays(1));
            DateTime early = DateTime.SpecifyKind(local - after, DateTimeKind.Utc), late = DateTime.SpecifyKind(local - before, DateTimeKind.Utc);
            return FirstShowing(local, early, late);
        }

        TimeSpan offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>Searches the instant between two at which the local clock first shows a time or more.</summary>
    private DateTime FirstShowing(DateTime local, DateTime early, DateTime late)
    {
        while (late - early > TimeSpan.FromSeconds(1))
        {
            DateTime middle = early + TimeSpan.FromSeconds(Math.Floor((late - early).TotalSeconds / 2));
            if (TimeZoneInfo.ConvertTimeFromUtc(middle, _zone) >= local) late = middle;
            else early = middle;
        }

        return late;
    }

    private static ShiftTimes[] Times(IEnumerable<Shift> shifts) => [.. shifts.Select(ShiftTimes.Of).OrderBy(s => s.From)];
}
