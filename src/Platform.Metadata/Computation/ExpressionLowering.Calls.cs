using System.Diagnostics;
using Platform.Expressions.Patterns;
using Platform.Expressions.Typing;
using Platform.Metadata.Fields;
using Platform.Sql;
using static System.FormattableString;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

public sealed partial class ExpressionLowering
{
    private SqlExpression Call(TypedCall call) =>
        Comparison(call) ?? Arithmetic(call) ?? Textual(call) ?? Timed(call) ?? Converted(call) ?? throw new UnreachableException(call.Overload.Id);

    private SqlExpression? Comparison(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "or": return new SqlLogical(false, [Value(a[0]), Value(a[1])]);
            case "and": return new SqlLogical(true, [Value(a[0]), Value(a[1])]);
            case "not": return Not(Value(a[0]));
            case "equal": return Infix(Value(a[0]), "=", Value(a[1]));
            case "not_equal": return Infix(Value(a[0]), "<>", Value(a[1]));
            case "less": return Order(a, "<");
            case "less_equal": return Order(a, "<=");
            case "greater": return Order(a, ">");
            case "greater_equal": return Order(a, ">=");
            case "is_null": return Value(a[0]).IsNull();
            case "is_not_null": return Value(a[0]).IsNotNull();
            case "in_list": return Value(a[0]).EqualToAny(Value(a[1]));
            case "blank": return Blank(a[0]);
            case "coalesce": return SqlExpression.Call("coalesce", [.. a.Select(Whole)]);
            case "index_list": return new SqlElement(Value(a[0]), Infix(Position(a[1]), "+", Number(1)));
            case "add_list": return BothGiven(a, SqlExpression.Call("array_cat", Value(a[0]), Value(a[1])));
            case "size_list": return Size(a[0]);
            case "is_changed": return Infix(Value(a[0]), "is distinct from", Value(a[1]));
            case "is_new": return old!.Id.IsNull();
            case "has_role": return Value(a[0]).EqualToAny(environment.Roles ?? throw new InvalidOperationException("Nobody acts here."));
            case "bool_bool": return Value(a[0]);
            default: return null;
        }
    }

    // Texts are ordered by their characters' numbers, which is the order of UTF-8's bytes.
    private SqlExpression Order(IReadOnlyList<TypedNode> a, string op)
    {
        SqlExpression left = Value(a[0]);
        return Infix(a[0].Type.Kind == ExpressionKind.Text ? new SqlCollate(left, "C") : left, op, Value(a[1]));
    }

    private SqlExpression Blank(TypedNode operand)
    {
        if (operand.Type.IsRecordList)
        {
            Rows rows = Records(operand);
            return Not(Exists(new SqlSelect { Items = [new SqlItem(Number(1))], From = rows.From, Where = rows.Where }));
        }

        return operand.Type.Kind switch
        {
            ExpressionKind.Text => SqlExpression.Call("coalesce", Value(operand), Literal(string.Empty)).EqualTo(Literal(string.Empty)),
            ExpressionKind.List => SqlExpression.Call("coalesce", SqlExpression.Call("cardinality", Value(operand)), Number(0)).EqualTo(Number(0)),
            _ => Value(operand).IsNull(),
        };
    }

    private SqlExpression Size(TypedNode list)
    {
        if (!list.Type.IsRecordList) return SqlExpression.Call("cardinality", Value(list)).As(SqlType.BigInt);
        Rows rows = Records(list);
        return new SqlScalar(new SqlSelect { Items = [new SqlItem(SqlExpression.Call("count", Star))], From = rows.From, Where = rows.Where });
    }

    private SqlExpression BothGiven(IReadOnlyList<TypedNode> arguments, SqlExpression result)
    {
        SqlExpression[] given = [.. arguments.Where(a => a.IsNullable).Select(a => Value(a).IsNotNull())];
        return given.Length == 0 ? result : SqlPieces.When(And(given), result);
    }

    private SqlExpression? Arithmetic(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "add_int": return Integer(call, "+");
            case "subtract_int": return Integer(call, "-");
            case "multiply_int": return Integer(call, "*");
            case "divide_int": return DivideInt(call);
            case "remainder_int": return Infix(Whole(a[0]), "%", SqlExpression.Call("nullif", Whole(a[1]), SqlPieces.Whole(0)));
            case "negate_int": return Fits(call) ? Infix(SqlPieces.Whole(0), "-", Whole(a[0])) : SqlPieces.Int(Infix(Number(0), "-", Value(a[0]).As(SqlType.Numeric)));
            case "abs_int": return Fits(call) ? SqlExpression.Call("abs", Whole(a[0])) : SqlPieces.Int(SqlExpression.Call("abs", Value(a[0]).As(SqlType.Numeric)));
            case "sign_int": return SqlExpression.Call("sign", Value(a[0]).As(SqlType.Numeric)).As(SqlType.BigInt);
            case "greatest_int" or "greatest_decimal": return BothGiven(a, SqlExpression.Call("greatest", [.. a.Select(Whole)]));
            case "least_int" or "least_decimal": return BothGiven(a, SqlExpression.Call("least", [.. a.Select(Whole)]));
            case "add_decimal": return Decimal(call, Infix(Value(a[0]), "+", Value(a[1])));
            case "subtract_decimal": return Decimal(call, Infix(Value(a[0]), "-", Value(a[1])));
            case "multiply_decimal": return Decimal(call, Infix(Value(a[0]), "*", Value(a[1])));
            case "divide_decimal": return Decimal(call, Quotient(Value(a[0]), Value(a[1])));
            case "negate_decimal": return Infix(Number(0), "-", Value(a[0]));
            case "abs_decimal": return SqlExpression.Call("abs", Value(a[0]));
            case "sign_decimal": return SqlExpression.Call("sign", Value(a[0]));
            case "ceil" or "floor" or "round": return Decimal(call, SqlExpression.Call(call.Overload.Id, Value(a[0])));
            case "distance": return Distance(a);
            case "trunc": return SqlExpression.Call("trunc", Value(a[0]));
            case "round_to":
                SqlExpression digits = SqlExpression.Call("least", SqlExpression.Call("greatest", Whole(a[1]), SqlPieces.Whole(-100)), SqlPieces.Whole(100));
                // A null must not become a limit of least and greatest.
                if (a[1].IsNullable) digits = SqlPieces.When(Value(a[1]).IsNotNull(), digits);
                return Decimal(call, SqlExpression.Call("round", Value(a[0]), digits.As(SqlType.Integer)));
            default: return null;
        }
    }

    // The steps of EarthDistance.
    private SqlExpression Distance(IReadOnlyList<TypedNode> a)
    {
        SqlExpression[] place = [.. a.Select((node, i) => Infix(Degrees(node, i % 2 == 0 ? 90 : 180).As(SqlType.Double), "*", SqlPieces.Typed("0.017453292519943295", SqlType.Double)))];
        SqlExpression phi = place[0], otherPhi = place[2], turn = Infix(place[3], "-", place[1]);
        SqlExpression across = Infix(Cos(otherPhi), "*", Sin(turn));
        SqlExpression along = Infix(Infix(Cos(phi), "*", Sin(otherPhi)), "-", Infix(Infix(Sin(phi), "*", Cos(otherPhi)), "*", Cos(turn)));
        SqlExpression apart = Infix(Infix(Sin(phi), "*", Sin(otherPhi)), "+", Infix(Infix(Cos(phi), "*", Cos(otherPhi)), "*", Cos(turn)));
        SqlExpression beside = SqlExpression.Call("sqrt", Infix(Squared(across), "+", Squared(along)));
        SqlExpression metres = Infix(SqlPieces.Typed("6371008.8", SqlType.Double), "*", SqlExpression.Call("atan2", beside, apart));
        return SqlExpression.Call("floor", Infix(metres, "+", SqlPieces.Typed("0.5", SqlType.Double))).As(SqlType.BigInt);
    }

    // A stored longitude is below 180 degrees, but it may stand where a latitude is needed.
    private SqlExpression Degrees(TypedNode node, int most) => node is TypedMember { Member.Part: { } part } && (most == 180 || part == FieldParts.Geolocation[0])
        ? Value(node)
        : SqlPieces.Within(Value(node), SqlPieces.Typed(Invariant($"-{most}.00000000000000000001"), SqlType.Numeric), SqlPieces.Typed(Invariant($"{most}.00000000000000000001"), SqlType.Numeric));

    private static SqlCall Sin(SqlExpression angle) => new("sin", [angle]);

    private static SqlCall Cos(SqlExpression angle) => new("cos", [angle]);

    private static SqlCall Squared(SqlExpression value) => new("power", [value, SqlPieces.Typed("2", SqlType.Double)]);

    private static bool Fits(TypedCall call) => BoundsOf.Result(call).IntegerDigits <= 18;

    private SqlExpression Integer(TypedCall call, string op)
    {
        TypedNode left = call.Arguments[0], right = call.Arguments[1];
        return Fits(call)
            ? Infix(Whole(left), op, Whole(right))
            : SqlPieces.Int(Infix(Value(left).As(SqlType.Numeric), op, Value(right).As(SqlType.Numeric)));
    }

    private SqlExpression DivideInt(TypedCall call)
    {
        SqlExpression left = Whole(call.Arguments[0]), divisor = SqlExpression.Call("nullif", Whole(call.Arguments[1]), SqlPieces.Whole(0));
        return Fits(call)
            ? Infix(left, "/", divisor)
            : SqlPieces.Int(SqlExpression.Call("div", left.As(SqlType.Numeric), divisor.As(SqlType.Numeric)));
    }

    private SqlExpression Decimal(TypedCall call, SqlExpression value)
    {
        NumberBounds bounds = BoundsOf.Result(call);
        return SqlPieces.Decimal(value, unlimited.Contains(call) ? bounds with { IntegerDigits = 0 } : bounds);
    }

    /// <summary>
    /// The quotient to 20 digits after the point, halves away from zero: 21 digits cut off exactly, then rounded. PostgreSQL's own division
    /// chooses its digits by the operands.
    /// </summary>
    private static SqlExpression Quotient(SqlExpression dividend, SqlExpression divisor)
    {
        SqlExpression shifted = Infix(dividend, "*", SqlPieces.Typed("1000000000000000000000", SqlType.Numeric));
        SqlExpression cut = SqlExpression.Call("div", shifted, SqlExpression.Call("nullif", divisor, SqlPieces.Typed("0", SqlType.Numeric)));
        return SqlExpression.Call("round", Infix(cut, "*", SqlPieces.Typed("0.000000000000000000001", SqlType.Numeric)), Number(20));
    }

    private static TextPattern Pattern(TypedNode node) =>
        node is TypedConstant { Value: string text } && TextPattern.TryParse(text, out TextPattern? pattern, out _) ? pattern : throw new UnreachableException();
}
