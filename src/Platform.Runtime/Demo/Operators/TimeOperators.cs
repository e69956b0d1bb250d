using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators over dates and instants. Dates are days on the business's clock; a blank operand makes the result blank.</summary>
internal static class TimeOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("addDays", call => Shift(call, static (date, n) => date.AddDays((int)Math.Floor(n)), static (at, n) => at.AddDays((double)n))),
        new("addMonths", call => Shift(call, static (date, n) => date.AddMonths((int)n), static (at, n) => at.AddMonths((int)n))),
        new("addMinutes", call => Shift(call, null, static (at, n) => at.AddMinutes((double)n))),
        new("days", Days),
        new("date", Date),
        new("at", At),
        new("workday", Workday),
        new("earliest", call => Extreme(call, -1)),
        new("latest", call => Extreme(call, 1)),
        new("between", Between),
        new("year", call => DatePart(call, static date => date.Year)),
        new("month", call => DatePart(call, static date => date.Month)),
        new("minutes", Minutes),
    ];

    private static DateOnly Day(OperatorCall call, object value) => value switch
    {
        DateOnly date => date,
        DateTime instant => call.Compiler.Context.DateOf(instant),
        _ => throw call.Unfit(value, "a date"),
    };

    private static DemoValue Shift(OperatorCall call, Func<DateOnly, decimal, DateOnly>? date, Func<DateTime, decimal, DateTime> instant)
    {
        DemoValue[] operands = call.Operands(2, 2);
        return row => (operands[0](row), call.Number(operands[1](row))) switch
        {
            (null, _) or (_, null) => null,
            (DateOnly day, { } n) when date is not null => date(day, n),
            (DateTime at, { } n) => instant(at, n),
            var (value, _) => throw call.Unfit(value, "a date or an instant"),
        };
    }

    // Whole days from the first to the second.
    private static DemoValue Days(OperatorCall call)
    {
        DemoValue[] operands = call.Operands(2, 2);
        return row => (operands[0](row), operands[1](row)) is ({ } from, { } to) ? (decimal)(Day(call, to).DayNumber - Day(call, from).DayNumber) : null;
    }

    private static DemoValue Date(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => operand(row) is { } value ? Day(call, value) : null;
    }

    // An instant on a day, at a minute between two hours.
    private static DemoValue At(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        DemoValue from = call.Option("from") ?? (static _ => 9m), to = call.Option("to") ?? (static _ => 18m);
        return row =>
        {
            if (operand(row) is not { } value) return null;
            double first = (double)call.Numeral(from(row)), last = (double)call.Numeral(to(row));
            double minute = Math.Floor((first + (DemoRandom.Unit(row.Key, call.Place) * (last - first))) * 60);
            return call.Compiler.Context.At(Day(call, value), TimeSpan.FromMinutes(minute));
        };
    }

    // Moves a weekend day to one of the five working days before it.
    private static DemoValue Workday(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row =>
        {
            if (operand(row) is not { } value) return null;
            DateOnly date = Day(call, value);
            int beyondFriday = date.DayOfWeek switch { DayOfWeek.Saturday => 1, DayOfWeek.Sunday => 2, _ => 0 };
            return beyondFriday == 0 ? date : date.AddDays(-beyondFriday - DemoRandom.Below(row.Key, call.Place, 5));
        };
    }

    private static DemoValue Extreme(OperatorCall call, int wanted)
    {
        DemoValue[] operands = call.Operands(2);
        return row =>
        {
            object? best = null;
            foreach (DemoValue operand in operands)
            {
                object? value = operand(row);
                if (value is not null && (best is null || ConditionOperators.Compare(call, value, best) is { } sign && Math.Sign(sign) == wanted)) best = value;
            }

            return best;
        };
    }

    // A date between two, both included; the first when they are in the wrong order.
    private static DemoValue Between(OperatorCall call)
    {
        DemoValue[] operands = call.Operands(2, 2);
        return row =>
        {
            if ((operands[0](row), operands[1](row)) is not ({ } from, { } to)) return null;
            DateOnly first = Day(call, from);
            int days = Math.Max(0, Day(call, to).DayNumber - first.DayNumber);
            return first.AddDays(DemoRandom.Below(row.Key, call.Place, days + 1));
        };
    }

    private static DemoValue DatePart(OperatorCall call, Func<DateOnly, int> part)
    {
        DemoValue operand = call.Operand();
        return row => operand(row) is { } value ? (decimal)part(Day(call, value)) : null;
    }

    // A length of time, for duration fields.
    private static DemoValue Minutes(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => call.Number(operand(row)) is { } number ? TimeSpan.FromMinutes((double)number) : null;
    }
}
