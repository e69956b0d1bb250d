using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

public sealed partial class ExpressionLowering
{
    private const int LastPosition = 1_000_000_000;
    private const string Small = "abcdefghijklmnopqrstuvwxyz", Capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private SqlExpression? Textual(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "add_text": return Infix(Value(a[0]), "||", Value(a[1]));
            case "size_text": return Length(Value(a[0])).As(SqlType.BigInt);
            case "contains": return Infix(Found(Value(a[0]), Value(a[1])), ">", Number(0));
            case "starts_with": return SqlExpression.Call("starts_with", Value(a[0]), Value(a[1]));
            case "ends_with": return SqlExpression.Call("right", Value(a[0]), Length(Value(a[1]))).EqualTo(Value(a[1]));
            case "matches": return Infix(Value(a[0]), "~", Literal(Pattern(a[1]).PostgreSql));
            case "char_at": return Part(a[0], a[1], null, Number(1));
            case "substring_from": return Part(a[0], a[1], null, null);
            case "substring": return Part(a[0], a[1], a[2], null);
            case "index_of": return Infix(Found(Value(a[0]), Value(a[1])), "-", Number(1)).As(SqlType.BigInt);
            case "index_of_from": return FoundFrom(a);
            case "last_index_of": return FoundLast(Value(a[0]), Value(a[1]));
            case "lower_ascii": return SqlExpression.Call("translate", Value(a[0]), Literal(Capital), Literal(Small));
            case "upper_ascii": return SqlExpression.Call("translate", Value(a[0]), Literal(Small), Literal(Capital));
            case "replace": return SqlExpression.Call("replace", Value(a[0]), Value(a[1]), Value(a[2]));
            case "split": return Split(a, Value(a[0]), Value(a[1]));
            case "trim": return SqlExpression.Call("btrim", Value(a[0]), Literal(TextOrder.WhiteSpace));
            case "reverse": return SqlExpression.Call("reverse", Value(a[0]));
            case "join": return SqlExpression.Call("array_to_string", Value(a[0]), Literal(string.Empty));
            case "join_with": return SqlExpression.Call("array_to_string", Value(a[0]), Value(a[1]));
            default: return null;
        }
    }

    private static SqlExpression Length(SqlExpression text) => SqlExpression.Call("char_length", text);

    private static SqlExpression Found(SqlExpression text, SqlExpression sought) => SqlExpression.Call("strpos", text, sought);

    /// <summary>A position as an integer; one that no text has stays one that no text has.</summary>
    private SqlExpression Position(TypedNode node)
    {
        SqlExpression limited = SqlExpression.Call("least", SqlExpression.Call("greatest", Whole(node), SqlPieces.Whole(-1)), SqlPieces.Whole(LastPosition));
        if (node.IsNullable) limited = SqlPieces.When(Value(node).IsNotNull(), limited);
        return limited.As(SqlType.Integer);
    }

    /// <summary>The characters from a position up to before another, or so many of them; null when a position lies outside.</summary>
    private SqlExpression Part(TypedNode node, TypedNode from, TypedNode? to, SqlExpression? count)
    {
        SqlExpression text = Value(node), start = Position(from), length = Length(text);
        SqlExpression end = to is null ? start : Position(to);
        SqlExpression inside = And(
            Infix(start, ">=", Number(0)), Infix(start, "<=", end), Infix(end, "<=", length));
        SqlExpression first = Infix(start, "+", Number(1));
        SqlExpression? taken = to is null ? count : SqlExpression.Call("greatest", Infix(end, "-", start), Number(0));
        return SqlPieces.When(inside, taken is null ? SqlExpression.Call("substr", text, first) : SqlExpression.Call("substr", text, first, taken));
    }

    private SqlExpression FoundFrom(IReadOnlyList<TypedNode> a)
    {
        SqlExpression text = Value(a[0]), sought = Value(a[1]), from = Position(a[2]);
        SqlExpression found = Found(SqlExpression.Call("substr", text, Infix(from, "+", Number(1))), sought);
        SqlExpression inside = And(Infix(from, ">=", Number(0)), Infix(from, "<=", Length(text)));
        return new SqlCase(
            [(And(inside, found.EqualTo(Number(0))), Number(-1)), (inside, Infix(Infix(found, "+", from), "-", Number(1)))], null).As(SqlType.BigInt);
    }

    private static SqlExpression FoundLast(SqlExpression text, SqlExpression sought)
    {
        SqlExpression fromEnd = Found(SqlExpression.Call("reverse", text), SqlExpression.Call("reverse", sought));
        SqlExpression position = Infix(Infix(Infix(Length(text), "-", Length(sought)), "-", fromEnd), "+", Number(1));
        return new SqlCase([(fromEnd.EqualTo(Number(0)), Number(-1))], position).As(SqlType.BigInt);
    }

    private SqlExpression Split(IReadOnlyList<TypedNode> a, SqlExpression text, SqlExpression separator)
    {
        SqlExpression empty = Literal(string.Empty);
        SqlCase parts = new(
            [
                (text.EqualTo(empty), new SqlArrayLiteral([empty], SqlType.Text.Array)),
                (separator.EqualTo(empty), SqlExpression.Call("string_to_array", text, Null.As(SqlType.Text))),
            ],
            SqlExpression.Call("string_to_array", text, separator));
        return BothGiven(a, parts);
    }
}
