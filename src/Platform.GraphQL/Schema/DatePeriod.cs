using System.Globalization;

namespace Platform.GraphQL.Schema;

/// <summary>
/// A period relative to today: whole units, <paramref name="From"/> (inclusive) to <paramref name="To"/> (exclusive) units from the current one. The
/// past and the future are open at one end, and end or begin now for instants.
/// </summary>
/// <param name="Unit">Day, week (from Monday), month, quarter or year.</param>
/// <param name="From">First unit, 0 for the current one; null for the past.</param>
/// <param name="To">The unit after the last; null for the future.</param>
public sealed record DatePeriod(DatePeriodUnit Unit, int? From, int? To)
{
    private const int MaxCount = 10_000;

    /// <summary>Reads <c>TODAY</c>, <c>THIS_QUARTER</c>, <c>LAST_N_DAYS:7</c> …; null when it is none.</summary>
    public static DatePeriod? Parse(string text)
    {
        switch (text)
        {
            case "TODAY": return new(DatePeriodUnit.Day, 0, 1);
            case "YESTERDAY": return new(DatePeriodUnit.Day, -1, 0);
            case "TOMORROW": return new(DatePeriodUnit.Day, 1, 2);
            case "PAST": return new(DatePeriodUnit.Day, null, 0);
            case "FUTURE": return new(DatePeriodUnit.Day, 1, null);
        }

        string[] parts = text.Split([':'], 2);
        string[] words = parts[0].Split('_');
        bool counted = words.Length == 3 && words[1] == "N" && parts.Length == 2;
        if (!counted && (words.Length != 2 || parts.Length != 1)) return null;
        string unitName = words[^1];
        if (counted && !unitName.EndsWith('S')) return null;
        if (UnitOf(counted ? unitName[..^1] : unitName) is not { } unit || (!counted && unit == DatePeriodUnit.Day)) return null;
        if (!counted)
        {
            return words[0] switch { "THIS" => new(unit, 0, 1), "LAST" => new(unit, -1, 0), "NEXT" => new(unit, 1, 2), _ => null };
        }

        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is 0 or > MaxCount) return null;
        return words[0] switch { "LAST" => new(unit, 1 - count, 1), "NEXT" => new(unit, 1, 1 + count), _ => null };
    }

    /// <summary>First day of the period and first day after it, seen from <paramref name="today"/>; cut to the years 1 to 9999.</summary>
    public (DateOnly Start, DateOnly End) Around(DateOnly today)
    {
        DateOnly current = Unit switch
        {
            DatePeriodUnit.Week => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)),
            DatePeriodUnit.Month => new DateOnly(today.Year, today.Month, 1),
            DatePeriodUnit.Quarter => new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1),
            DatePeriodUnit.Year => new DateOnly(today.Year, 1, 1),
            _ => today,
        };
        return (From is { } from ? Move(current, from) : DateOnly.MinValue, To is { } to ? Move(current, to) : DateOnly.MaxValue);
    }

    private DateOnly Move(DateOnly start, int units)
    {
        try
        {
            return Unit switch
            {
                DatePeriodUnit.Day => start.AddDays(units),
                DatePeriodUnit.Week => start.AddDays(7 * units),
                DatePeriodUnit.Month => start.AddMonths(units),
                DatePeriodUnit.Quarter => start.AddMonths(3 * units),
                _ => start.AddYears(units),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return units < 0 ? DateOnly.MinValue : DateOnly.MaxValue;
        }
    }

    private static DatePeriodUnit? UnitOf(string name) => name switch
    {
        "DAY" => DatePeriodUnit.Day,
        "WEEK" => DatePeriodUnit.Week,
        "MONTH" => DatePeriodUnit.Month,
        "QUARTER" => DatePeriodUnit.Quarter,
        "YEAR" => DatePeriodUnit.Year,
        _ => null,
    };
}
