using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Random numbers of several distributions.</summary>
internal static class RandomOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("uniform", Uniform),
        new("integer", Integer),
        new("normal", call => Bell(call, "sd", static (mean, spread, normal) => mean + (spread * normal))),
        new("logNormal", call => Bell(call, "sigma", static (median, sigma, normal) => median * Math.Exp(sigma * normal))),
        new("geometric", Geometric),
        new("serial", Serial),
    ];

    private static DemoValue Uniform(OperatorCall call)
    {
        DemoValue[] bounds = call.Operands(2, 2);
        return row =>
        {
            decimal low = call.Numeral(bounds[0](row)), high = call.Numeral(bounds[1](row));
            return low + (Millionths(DemoRandom.Unit(row.Key, call.Place)) * (high - low));
        };
    }

    // Far quicker than converting the double itself to a decimal.
    private static decimal Millionths(double number) => (long)(number * 1_000_000) / 1_000_000m;

    // Both bounds may come up.
    private static DemoValue Integer(OperatorCall call)
    {
        DemoValue[] bounds = call.Operands(2, 2);
        return row =>
        {
            decimal low = call.Numeral(bounds[0](row)), high = call.Numeral(bounds[1](row));
            return low + (long)(DemoRandom.Unit(row.Key, call.Place) * (double)(high - low + 1));
        };
    }

    private static DemoValue Bell(OperatorCall call, string spreadName, Func<double, double, double, double> shape)
    {
        DemoValue centre = call.Operand(), spread = call.Needed(spreadName);
        DemoValue? least = call.Option("min"), most = call.Option("max");
        return row =>
        {
            double drawn = shape((double)call.Numeral(centre(row)), (double)call.Numeral(spread(row)), DemoRandom.Normal(row.Key, call.Place));
            decimal number = Millionths(Math.Clamp(drawn, -1e12, 1e12));
            if (least is not null) number = Math.Max(number, call.Numeral(least(row)));
            return most is null ? number : Math.Min(number, call.Numeral(most(row)));
        };
    }

    // Whole numbers from "min" on, each next one rarer, with the operand as their mean.
    private static DemoValue Geometric(OperatorCall call)
    {
        DemoValue mean = call.Operand();
        DemoValue? least = call.Option("min"), most = call.Option("max");
        return row =>
        {
            decimal from = least is null ? 0 : call.Numeral(least(row));
            double beyond = Math.Max(1e-9, (double)(call.Numeral(mean(row)) - from));
            double step = Math.Log(1 - DemoRandom.Unit(row.Key, call.Place)) / Math.Log(beyond / (1 + beyond));
            decimal number = from + (decimal)Math.Min(1e9, Math.Floor(step));
            return most is null ? number : Math.Min(number, call.Numeral(most(row)));
        };
    }

    // A number of the given digits that no other row with the same "of" (0, 1, 2 … below 10^digits) has, and that looks random:
    // four rounds of a Feistel network over two halves in decimal, which is a permutation whatever the round function.
    private static DemoValue Serial(OperatorCall call)
    {
        DemoValue digits = call.Operand();
        DemoValue of = call.Option("of") ?? (static row => (decimal)row.Index);
        return row =>
        {
            int width = (int)call.Numeral(digits(row));
            if (width is < 2 or > 18 || width % 2 != 0) throw call.Unfit((decimal)width, "an even number of digits from 2 to 18");
            ulong half = (ulong)Math.Pow(10, width / 2), number = (ulong)call.Numeral(of(row));
            if (number >= half * half) throw call.Unfit((decimal)number, $"numbers of at most {width} digits");
            ulong left = number / half, right = number % half;
            for (ulong round = 0; round < 4; round++)
            {
                (left, right) = (right, (left + (DemoRandom.Bits(call.Place + round, right) % half)) % half);
            }

            return ((left * half) + right).ToString($"D{width}", System.Globalization.CultureInfo.InvariantCulture);
        };
    }
}
