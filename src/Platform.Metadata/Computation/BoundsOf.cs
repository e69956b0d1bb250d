using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

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
