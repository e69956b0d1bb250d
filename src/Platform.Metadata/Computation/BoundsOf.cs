using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>How large the numbers of an expression can become: range checks are written only where they can fail.</summary>
internal static class BoundsOf
{
    /// <summary>The bounds of a number; those of its type when nothing more is known.</summary>
    public static NumberBounds Value(TypedNode node) => node switch
    {
        TypedConstant n => Constant(n.Value),
        TypedMember n => Member(n),
        TypedChoice n => Union(Value(n.Then), Value(n.Otherwise)),
        TypedCall n => Limited(n, Result(n)),
        _ => Any(node),
    };

    /// <summary>The bounds of a number of which <see cref="ExpressionLowering.LowerUnlimited"/> gives the value.</summary>
    public static NumberBounds Unlimited(TypedNode node) => node switch
    {
        TypedChoice n => Union(Unlimited(n.Then), Unlimited(n.Otherwise)),
        TypedCall n => Result(n),
        _ => Value(node),
    };

    /// <summary>How many digits after the point PostgreSQL shows of the number, whatever it is; null when that depends on the record.</summary>
    public static int? ShownScale(TypedNode node) => node switch
    {
        TypedMember { Member: { Bounds: { } bounds, Tag: FieldModel } } => Math.Min(bounds.Scale, ExactDecimal.MaxScale),
        TypedConstant { Value: not null } => Value(node).Scale,
        TypedChoice n => Shared(ShownScale(n.Then), ShownScale(n.Otherwise)),
        TypedCall n => n.Overload.Id switch
        {
            "add_decimal" or "subtract_decimal" => Combined(n, Math.Max),
            "multiply_decimal" => Combined(n, (a, b) => a + b),
            "decimal_int" or "decimal_decimal" or "abs_decimal" or "negate_decimal" => ShownScale(n.Arguments[0]),
            "coalesce" => n.Arguments.Select(ShownScale).Aggregate(Shared),
            _ => null,
        },
        _ => null,
    };

    private static int? Combined(TypedCall call, Func<int, int, int> of) =>
        ShownScale(call.Arguments[0]) is { } a && ShownScale(call.Arguments[1]) is { } b && of(a, b) <= ExactDecimal.MaxScale ? of(a, b) : null;

    private static int? Shared(int? a, int? b) => a == b ? a : null;

    /// <summary>The bounds of what a call computes, before it is brought into range.</summary>
    public static NumberBounds Result(TypedCall call)
    {
        NumberBounds Argument(int index) => Value(call.Arguments[index]);
        switch (call.Overload.Id)
        {
            case "add_int" or "subtract_int" or "add_decimal" or "subtract_decimal": return Larger(Union(Argument(0), Argument(1)));
            case "multiply_int" or "multiply_decimal":
                NumberBounds a = Argument(0), b = Argument(1);
                return new NumberBounds(a.IntegerDigits + b.IntegerDigits, a.Scale + b.Scale);
            case "divide_int" or "negate_int" or "abs_int" or "negate_decimal" or "abs_decimal" or "decimal_int" or "int_int" or "decimal_decimal" or "int_decimal":
                return Argument(0);
            case "trunc": return Argument(0) with { Scale = 0 };
            case "floor" or "ceil" or "round": return Larger(Argument(0)) with { Scale = 0 };
            case "round_to": return Larger(Argument(0));
            case "coalesce" or "greatest_int" or "least_int" or "greatest_decimal" or "least_decimal":
                return call.Arguments.Select(Value).Aggregate(Union);
            case "size_text" or "size_list" or "index_of" or "index_of_from" or "last_index_of": return NumberBounds.Int32;
            case "sign_int" or "sign_decimal": return new NumberBounds(1, 0);
            case "divide_decimal": return new NumberBounds(39, ExactDecimal.MaxScale);
            default: return Any(call);
        }
    }

    private static NumberBounds Limited(TypedCall call, NumberBounds result)
    {
        NumberBounds any = Any(call);
        return new NumberBounds(Math.Min(result.IntegerDigits, any.IntegerDigits), Math.Min(result.Scale, any.Scale));
    }

    private static NumberBounds Constant(object? value)
    {
        string digits = value switch
        {
            long n => n.ToString(CultureInfo.InvariantCulture),
            ExactDecimal d => d.ToString(),
            _ => "0",
        };
        string[] parts = digits.TrimStart('-').Split('.');
        return new NumberBounds(parts[0].Length, parts.Length > 1 ? parts[1].Length : 0);
    }

    private static NumberBounds Member(TypedMember node)
    {
        NumberBounds any = Any(node), own = node.Member.Bounds ?? any;
        return new NumberBounds(Math.Min(own.IntegerDigits, any.IntegerDigits), Math.Min(own.Scale, any.Scale));
    }

    private static NumberBounds Any(TypedNode node) => node.Type.Kind == ExpressionKind.Int ? NumberBounds.AnyInt : NumberBounds.AnyDecimal;

    private static NumberBounds Union(NumberBounds a, NumberBounds b) => new(Math.Max(a.IntegerDigits, b.IntegerDigits), Math.Max(a.Scale, b.Scale));

    private static NumberBounds Larger(NumberBounds bounds) => bounds with { IntegerDigits = bounds.IntegerDigits + 1 };
}
