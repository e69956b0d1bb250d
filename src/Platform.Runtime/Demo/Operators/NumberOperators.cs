using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Arithmetic over exact decimals. A blank operand makes the result blank.</summary>
internal static class NumberOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("add", call => Fold(call, static (a, b) => a + b)),
        new("sub", call => Fold(call, static (a, b) => a - b)),
        new("mul", call => Fold(call, static (a, b) => a * b)),
        new("div", call => Fold(call, static (a, b) => b == 0 ? null : Math.Round(a / b, 12))),
        new("mod", call => Fold(call, static (a, b) => b == 0 ? null : a % b)),
        new("least", call => Fold(call, static (a, b) => Math.Min(a, b))),
        new("greatest", call => Fold(call, static (a, b) => Math.Max(a, b))),
        new("pow", call => Fold(call, static (a, b) => Math.Round((decimal)Math.Pow((double)a, (double)b), 12))),
        new("floor", Floor),
        new("round", Round),
        new("part", Part),
    ];

    private static DemoValue Fold(OperatorCall call, Func<decimal, decimal, decimal?> combine)
    {
        DemoValue[] operands = call.Operands(2);
        return row =>
        {
            decimal? result = call.Number(operands[0](row));
            for (int i = 1; i < operands.Length && result is { } left; i++)
            {
                result = call.Number(operands[i](row)) is { } right ? combine(left, right) : null;
            }

            return result;
        };
    }

    private static DemoValue Floor(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => call.Number(operand(row)) is { } number ? Math.Floor(number) : null;
    }

    // To a number of decimals, to a multiple, or to significant digits (as people round estimates).
    private static DemoValue Round(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        DemoValue? digits = call.Option("digits"), multiple = call.Option("to"), significant = call.Option("significant");
        return row =>
        {
            if (call.Number(operand(row)) is not { } number) return null;
            if (multiple is not null)
            {
                decimal step = call.Numeral(multiple(row));
                return Math.Round(number / step, MidpointRounding.AwayFromZero) * step;
            }

            if (significant is not null) return Significant(number, (int)call.Numeral(significant(row)));
            return Math.Round(number, digits is null ? 0 : (int)call.Numeral(digits(row)), MidpointRounding.AwayFromZero);
        };
    }

    private static decimal Significant(decimal number, int digits)
    {
        if (number == 0) return 0;
        int places = digits - 1 - (int)Math.Floor(Math.Log10((double)Math.Abs(number)));
        if (places >= 0) return Math.Round(number, Math.Min(places, 10), MidpointRounding.AwayFromZero);
        decimal step = (decimal)Math.Pow(10, -places);
        return Math.Round(number / step, MidpointRounding.AwayFromZero) * step;
    }

    // The share of one of several parts of a total; the parts add up to the total exactly, the last one taking what rounding leaves.
    private static DemoValue Part(OperatorCall call)
    {
        DemoValue total = call.Operand(), shares = call.Needed("shares"), at = call.Needed("at");
        DemoValue? digits = call.Option("digits");
        return row =>
        {
            if (call.Number(total(row)) is not { } whole) return null;
            if (shares(row) is not object?[] { Length: > 0 } list) throw call.Unfit(null, "a list of shares");
            decimal[] weights = Array.ConvertAll(list, call.Numeral);
            int index = (int)call.Numeral(at(row)), places = digits is null ? 2 : (int)call.Numeral(digits(row));
            if (index < 0 || index >= weights.Length) return null;
            decimal sum = weights.Sum();
            decimal Of(int i) => Math.Round(whole * weights[i] / sum, places, MidpointRounding.AwayFromZero);
            return index < weights.Length - 1 ? Of(index) : whole - Enumerable.Range(0, index).Sum(Of);
        };
    }
}
