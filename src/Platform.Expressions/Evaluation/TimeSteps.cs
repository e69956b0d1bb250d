using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>The functions over days, instants and durations; what leaves their ranges is blank.</summary>
internal static class TimeSteps
{
    public static bool AddDuration(in long a, in long b, out long result) => NumberSteps.Add(a, b, out result) && Moments.IsDuration(result);

    public static bool SubtractDuration(in long a, in long b, out long result) => NumberSteps.Subtract(a, b, out result) && Moments.IsDuration(result);

    public static bool AddToInstant(in long instant, in long duration, out long result) =>
        NumberSteps.Add(instant, duration, out result) && Moments.IsInstant(result);

    public static bool AddInstant(in long duration, in long instant, out long result) => AddToInstant(instant, duration, out result);

    public static bool SubtractFromInstant(in long instant, in long duration, out long result) => AddToInstant(instant, -duration, out result);

    public static bool AddToDay(in long day, in long duration, out long result)
    {
        result = day + WholeDays(duration);
        return Moments.IsDay(result);
    }

    public static bool SubtractFromDay(in long day, in long duration, out long result) => AddToDay(day, -duration, out result);

    public static bool DaysBetween(in long a, in long b, out long result)
    {
        result = (a - b) * Moments.Day;
        return Moments.IsDuration(result);
    }

    public static Step<long, long> Units(long microseconds) => (in long count, out long result) =>
    {
        bool fits = count <= Moments.MaxDuration / microseconds && count >= -(Moments.MaxDuration / microseconds);
        result = fits ? count * microseconds : 0;
        return fits;
    };

    public static Step<long, long> WholeUnits(long microseconds, long within = long.MaxValue) => (in long duration, out long result) =>
    {
        result = duration / microseconds % within;
        return true;
    };

    public static bool AddMonths(in long day, in long months, out long result)
    {
        result = 0;
        if (months is < -120_000 or > 120_000) return false;
        DateOnly date = DateOnly.FromDayNumber((int)day);
        long index = (date.Year * 12L) + date.Month - 1 + months;
        if (index is < 12 or >= 120_000) return false;
        result = date.AddMonths((int)months).DayNumber;
        return true;
    }

    public static bool Day(in long year, in long month, in long day, out long result)
    {
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);
        result = exists ? new DateOnly((int)year, (int)month, (int)day).DayNumber : 0;
        return exists;
    }

    public static Step<long, long, long> BusinessMinutes(IBusinessHours hours) => (in long from, in long to, out long result) =>
    {
        result = 0;
        if (to <= from) return true;
        if (!Moments.IsCounted(from, to)) return false;
        result = hours.Worked(from, to) / 60_000_000;
        return true;
    };

    public static bool UnixSeconds(in long instant, out long result)
    {
        result = (instant / 1_000_000) - (instant % 1_000_000 < 0 ? 1 : 0);
        return true;
    }

    /// <summary>The part of a date and time that an accessor asks for, by the last word of its id.</summary>
    public static Func<DateTime, long> Part(string name) => name switch
    {
        "full_year" => static t => t.Year,
        "month" => static t => t.Month - 1,
        "day" => static t => t.Day,
        "day_of_month" => static t => t.Day - 1,
        "day_of_week" => static t => (long)t.DayOfWeek,
        "day_of_year" => static t => t.DayOfYear - 1,
        "hours" => static t => t.Hour,
        "minutes" => static t => t.Minute,
        "seconds" => static t => t.Second,
        "milliseconds" => static t => t.Millisecond,
        _ => throw new ArgumentException($"No part of a time is called '{name}'.", nameof(name)),
    };

    private static long WholeDays(long duration) => (duration / Moments.Day) - (duration % Moments.Day < 0 ? 1 : 0);
}

/// <summary>Part of an instant in a zone; the tenant's when <paramref name="zone"/> is null.</summary>
internal sealed class InstantPart(Evaluator<long> instant, Func<DateTime, long> part, TimeZoneInfo? zone) : Evaluator<long>
{
    public override bool TryGet(EvaluationFrame frame, out long value)
    {
        if (!instant.TryGet(frame, out long at)) return Blank(out value);
        value = part(Moments.Local(at, zone ?? frame.Context.Zone));
        return true;
    }
}

/// <summary>The day of an instant, or midnight of a day, in the tenant's zone.</summary>
internal sealed class ZonedDay(Evaluator<long> operand, bool toDay) : Evaluator<long>
{
    public override bool TryGet(EvaluationFrame frame, out long value)
    {
        if (!operand.TryGet(frame, out long given)) return Blank(out value);
        if (!toDay) return Moments.TryMidnight((int)given, frame.Context.Zone, out value);
        value = DateOnly.FromDateTime(Moments.Local(given, frame.Context.Zone)).DayNumber;
        return true;
    }
}
