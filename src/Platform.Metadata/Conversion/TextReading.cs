using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>Writes stored values as text that people would type.</summary>
internal static class TextReading
{
    /// <summary>The text of a value; null (the reference) when the type has no text form.</summary>
    public static SqlExpression? Of(ValueConversion conversion, FieldModel field, IReadOnlyList<SqlExpression> source)
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
            GeolocationType => SqlExpression.Infix(
                SqlExpression.Infix(value.As(SqlType.Text), "||", SqlExpression.Literal(", ")), "||", source[1].As(SqlType.Text)),
            LookupType t => NameOf(conversion, t.Target, value),
            MasterDetailType t => NameOf(conversion, t.Target, value),
            PolymorphicLookupType => source[^1].As(SqlType.Text),
            EncryptedTextType or ManyToManyType => null,
            _ => field.Columns.Count == 1 ? value.As(SqlType.Text) : null,
        };
    }

    // A reference reads as the name of the record it points to, as it was shown.
    private static SqlExpression NameOf(ValueConversion conversion, string target, SqlExpression id)
    {
        if (!conversion.Model.TryGetObject(target, out ObjectModel? referred)) return id.As(SqlType.Text);
        FieldModel name = referred.Field(referred.NameField);
        if (name.Columns.Count != 1) return id.As(SqlType.Text);
        SqlSelect named = new()
        {
            Items = [new SqlItem(SqlExpression.Column("n", name.Column.Name).As(SqlType.Text))],
            From = new SqlTableSource(new SqlTable(conversion.Schema, referred.Table), "n"),
            Where = SqlExpression.Column("n", referred.Field(SystemFields.Id).Column.Name).EqualTo(id),
        };
        return new SqlScalar(named);
    }

    private static SqlExpression NullIfBlank(SqlExpression text) => SqlExpression.Call("nullif", text, SqlExpression.Literal(""));
}
