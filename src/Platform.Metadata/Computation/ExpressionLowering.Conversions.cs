using Platform.Expressions.Typing;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

public sealed partial class ExpressionLowering
{
    private const string IntForm = "^[+-]?[0-9]{1,19}$";
    private const string DecimalForm = "^[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?$";
    private const string DateForm = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    private const string InstantForm =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$";

    private SqlExpression? Converted(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "int_int" or "decimal_decimal" or "text_text" or "date_date" or "timestamp_timestamp" or "duration_duration": return Value(a[0]);
            case "int_decimal": return SqlExpression.Call("trunc", Value(a[0])).As(SqlType.BigInt);
            case "int_text": return SqlPieces.When(Formed(a[0], IntForm), SqlPieces.Int(Value(a[0]).As(SqlType.Numeric)));
            case "int_timestamp": return SqlExpression.Call("floor", SqlPieces.Extract("epoch", Value(a[0]))).As(SqlType.BigInt);
            case "decimal_int": return SqlPieces.Decimal(Value(a[0]).As(SqlType.Numeric), BoundsOf.Result(call));
            case "decimal_text": return SqlPieces.When(Formed(a[0], DecimalForm), SqlPieces.Decimal(Value(a[0]).As(SqlType.Numeric), new NumberBounds(30, 30)));
            case "bool_text":
                return new SqlCase(
                    [
                        (Value(a[0]).EqualToAny(Texts("1", "t", "true", "TRUE", "True")), True),
                        (Value(a[0]).EqualToAny(Texts("0", "f", "false", "FALSE", "False")), False),
                    ],
                    null);
            case "text_int": return Whole(a[0]).As(SqlType.Text);
            case "text_decimal": return SqlExpression.Call("trim_scale", Value(a[0])).As(SqlType.Text);
            case "text_bool": return Value(a[0]).As(SqlType.Text);
            case "text_date": return SqlExpression.Call("to_char", Value(a[0]), Literal("YYYY-MM-DD"));
            case "text_timestamp": return InstantText(Value(a[0]));
            case "text_duration":
                SqlExpression seconds = Infix(Value(a[0]).As(SqlType.Numeric), "*", SqlPieces.Typed("0.000001", SqlType.Numeric));
                return Infix(SqlExpression.Call("trim_scale", seconds).As(SqlType.Text), "||", Literal("s"));
            case "date_text": return SqlPieces.When(Formed(a[0], DateForm), Valid(a[0], SqlType.Date));
            case "date_timestamp": return SqlPieces.Local(environment.Zone, Value(a[0])).As(SqlType.Date);
            case "date_parts": return DateOf(Whole(a[0]), Whole(a[1]), Whole(a[2]));
            case "timestamp_text": return SqlPieces.Instant(SqlPieces.When(Formed(a[0], InstantForm), Valid(a[0], SqlType.TimestampTz)));
            case "timestamp_date": return SqlPieces.Instant(SqlPieces.Midnight(environment.Zone, Value(a[0])));
            default: return null;
        }
    }

    private SqlExpression Formed(TypedNode node, string form) => Infix(Value(node), "~", Literal(form));

    /// <summary>A text as a date or an instant, or null when there is none of that name, such as the 30th of February.</summary>
    private SqlExpression Valid(TypedNode node, SqlType type) =>
        SqlPieces.When(SqlExpression.Call("pg_input_is_valid", Value(node), Literal(type.Name)), Value(node).As(type));

    private static SqlArrayLiteral Texts(params string[] texts) => new([.. texts.Select(Literal)], SqlType.Text.Array);

    private static SqlExpression InstantText(SqlExpression instant)
    {
        SqlExpression digits = SqlExpression.Call("to_char", SqlExpression.Call("timezone", Literal("UTC"), instant), Literal("YYYY-MM-DD\"T\"HH24:MI:SS.US"));
        return Infix(SqlExpression.Call("regexp_replace", digits, Literal("\\.?0+$"), Literal(string.Empty)), "||", Literal("Z"));
    }

    /// <summary>A day by its numbers. A day beyond the end of its month would fall into the next one, and so is none.</summary>
    private static SqlExpression DateOf(SqlExpression year, SqlExpression month, SqlExpression day)
    {
        SqlExpression y = SqlPieces.Small(year, 1, 9999), m = SqlPieces.Small(month, 1, 12), d = SqlPieces.Small(day, 1, 31);
        SqlExpression january = SqlExpression.Call("make_date", y, Number(1), Number(1));
        SqlExpression first = Infix(january, "+", Months(Infix(m, "-", Number(1)))).As(SqlType.Date);
        SqlExpression date = Infix(first, "+", Infix(d, "-", Number(1)));
        return SqlPieces.When(SqlPieces.Extract("month", date).EqualTo(m), date);
    }
}
