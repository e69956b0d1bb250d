using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators that give true or false. A comparison with a blank is false.</summary>
internal static class ConditionOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("eq", call => Equality(call, true)),
        new("ne", call => Equality(call, false)),
        new("lt", call => Order(call, static sign => sign < 0)),
        new("lte", call => Order(call, static sign => sign <= 0)),
        new("gt", call => Order(call, static sign => sign > 0)),
        new("gte", call => Order(call, static sign => sign >= 0)),
        new("in", In),
        new("and", And),
        new("or", Or),
        new("not", Not),
        new("blank", Blank),
        new("chance", Chance),
    ];

    // One object each, so that a condition allocates nothing.
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Compares two values of one type; a date and an instant by date on the business's clock.</summary>
    public static int? Compare(OperatorCall call, object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (decimal a, decimal b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (DateOnly a, DateOnly b) => a.CompareTo(b),
        (DateTime a, DateTime b) => a.CompareTo(b),
        (DateTime a, DateOnly b) => call.Compiler.Context.DateOf(a).CompareTo(b),
        (DateOnly a, DateTime b) => a.CompareTo(call.Compiler.Context.DateOf(b)),
        (bool a, bool b) => a.CompareTo(b),
        (DemoRow a, DemoRow b) => a.Key.CompareTo(b.Key),
        _ => throw call.Unfit(right, $"two values of one type to compare, beside \"{left}\""),
    };

    private static DemoValue Equality(OperatorCall call, bool wanted)
    {
        DemoValue[] sides = call.Operands(2, 2);
        return row => Compare(call, sides[0](row), sides[1](row)) is { } sign && (sign == 0) == wanted ? True : False;
    }

    private static DemoValue Order(OperatorCall call, Func<int, bool> holds)
    {
        DemoValue[] sides = call.Operands(2, 2);
        return row => Compare(call, sides[0](row), sides[1](row)) is { } sign && holds(sign) ? True : False;
    }

    private static DemoValue In(OperatorCall call)
    {
        DemoValue[] sides = call.Operands(2, 2);
        return row =>
        {
            object? value = sides[0](row);
            return sides[1](row) is object?[] list && Array.Exists(list, item => Compare(call, value, item) == 0) ? True : False;
        };
    }

    private static DemoValue And(OperatorCall call)
    {
        DemoValue[] parts = call.Operands(1);
        return row =>
        {
            foreach (DemoValue part in parts)
            {
                if (!call.Truth(part(row))) return False;
            }

            return True;
        };
    }

    private static DemoValue Or(OperatorCall call)
    {
        DemoValue[] parts = call.Operands(1);
        return row =>
        {
            foreach (DemoValue part in parts)
            {
                if (call.Truth(part(row))) return True;
            }

            return False;
        };
    }

    private static DemoValue Not(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => call.Truth(operand(row)) ? False : True;
    }

    private static DemoValue Blank(OperatorCall call)
    {
        DemoValue operand = call.Operand();
        return row => operand(row) is null or "" or object?[] { Length: 0 } ? True : False;
    }

    private static DemoValue Chance(OperatorCall call)
    {
        DemoValue share = call.Operand();
        return row => DemoRandom.Unit(row.Key, call.Place) < (double)call.Numeral(share(row)) ? True : False;
    }
}
