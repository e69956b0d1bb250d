using System.Diagnostics;
using Platform.GraphQL.Schema;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>Values of columns as JSON text, independent of every setting of the session.</summary>
internal static class ScalarJson
{
    private const string InstantFormat = "YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"";
    private static readonly SqlExpression JsonNull = Literal("null");

    /// <summary>Writes the value of an expression.</summary>
    /// <param name="json">The text so far.</param>
    /// <param name="value">The value.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="notNull">It is never null.</param>
    public static void Write(JsonPieces json, SqlExpression value, FieldShape shape, bool notNull)
    {
        switch (shape)
        {
            case FieldShape.Id or FieldShape.Decimal when notNull:
                json.Text("\"").Value(value).Text("\"");
                break;
            case FieldShape.DateTime when notNull:
                json.Text("\"").Value(Instant(value)).Text("\"");
                break;
            case FieldShape.Id:
                json.Value(OrNull(Json(value)));
                break;
            case FieldShape.Decimal:
                json.Value(OrNull(Json(value.As(SqlType.Text))));
                break;
            case FieldShape.DateTime:
                json.Value(OrNull(Json(Instant(value))));
                break;
            case FieldShape.Duration:
                json.Value(Duration(value));
                break;
            case FieldShape.TextList:
                json.Value(Call("coalesce", Call("to_json", value), Literal("[]")));
                break;
            case FieldShape.Boolean or FieldShape.Integer or FieldShape.Json:
                json.Value(notNull ? value.As(SqlType.Text) : OrNull(value.As(SqlType.Text)));
                break;
            case FieldShape.Text or FieldShape.Date or FieldShape.Time or FieldShape.Geolocation:
                json.Value(notNull ? Json(value) : OrNull(Json(value)));
                break;
            default:
                throw new UnreachableException($"{shape} is no scalar.");
        }
    }

    /// <summary>
    /// A value as JSON, null where it is null. How values of the type are written is looked up once for each statement; <c>to_json</c> does so for each value, which
    /// takes longer than the writing (decision 0063).
    /// </summary>
    public static SqlExpression Json(SqlExpression value) => Call("json_scalar", value);

    /// <summary>The value or JSON null.</summary>
    public static SqlExpression OrNull(SqlExpression json) => Call("coalesce", json, JsonNull);

    /// <summary>An instant as text in UTC to the microsecond.</summary>
    public static SqlExpression Instant(SqlExpression value) =>
        Call("to_char", Infix(value, "at time zone", Literal("UTC")), Literal(InstantFormat));

    /// <summary>A sort key as text that <see cref="Planning.CursorText"/> reads; null where the key is.</summary>
    public static SqlExpression CursorKey(SqlExpression value, FieldShape shape) => shape switch
    {
        FieldShape.DateTime => Instant(value),
        FieldShape.Date => Call("to_char", value, Literal("YYYY-MM-DD")),
        _ => value.As(SqlType.Text),
    };

    private static SqlCase Duration(SqlExpression seconds) => new(
        [
            (seconds.IsNull(), JsonNull),
            (Infix(seconds, "<", Number(0)), Call("concat", Literal("\"-PT"), Infix(Number(0), "-", seconds), Literal("S\""))),
        ],
        Call("concat", Literal("\"PT"), seconds, Literal("S\"")));
}
