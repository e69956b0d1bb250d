using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>
/// Writes stored values as text that people would type. The text depends on the value alone (a reference is written as the id, not as the present
/// name of the record), so that a rollback can tell a value that was only converted from one that was written since.
/// </summary>
internal static class TextReading
{
    /// <summary>The text of a value; null (the reference) when the type has no text form.</summary>
    public static SqlExpression? Of(FieldModel field, IReadOnlyList<SqlExpression> source)
    {
        SqlExpression value = source[0];
        return field.Type switch
        {
            IntegerType => value.As(SqlType.Text),
            DecimalType or CurrencyType or PercentType => SqlExpression.Call("trim_scale", value).As(SqlType.Text),
            CheckboxType => new SqlCase(
                [(value, SqlExpression.Literal("true")), (SqlExpression.Not(value), SqlExpression.Literal("false"))], null),
            DateType => SqlExpression.Call("to_char", value.As(SqlType.Timestamp), SqlExpression.Literal("YYYY-MM-DD")),
            DateTimeType => SqlExpression.Call(
                "to_char",
                SqlExpression.Infix(value, "at time zone", SqlExpression.Literal("UTC")),
                SqlExpression.Literal("YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"")),
            DurationType => SqlExpression.Infix(
                SqlExpression.Infix(SqlExpression.Literal("PT"), "||", value.As(SqlType.Text)), "||", SqlExpression.Literal("S")),
            MultiPicklistType or TagsType => SqlExpression.Call("array_to_string", value, SqlExpression.Literal("; ")),
            AddressType => NullIfBlank(SqlExpression.Call("concat_ws", [SqlExpression.Literal(", "), .. source])),
            GeolocationType when source.Count == 2 => SqlExpression.Infix(
                SqlExpression.Infix(value.As(SqlType.Text), "||", SqlExpression.Literal(", ")), "||", source[1].As(SqlType.Text)),
            PolymorphicLookupType => source[^1].As(SqlType.Text),
            EncryptedTextType or ManyToManyType => null,
            _ => field.Columns.Count == 1 ? value.As(SqlType.Text) : null,
        };
    }

    private static SqlExpression NullIfBlank(SqlExpression text) => SqlExpression.Call("nullif", text, SqlExpression.Literal(""));
}
