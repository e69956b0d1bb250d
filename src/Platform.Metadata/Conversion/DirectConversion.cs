using Platform.Metadata.Fields;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>Conversions that need no way over text.</summary>
internal static class DirectConversion
{
    /// <summary>The converted value, or null when there is no direct way.</summary>
    public static SqlExpression? Of(FieldType from, FieldType to, IReadOnlyList<SqlExpression> source)
    {
        SqlExpression value = source[0];
        return (from, to) switch
        {
            (IntegerType, IntegerType) => value,
            (IntegerType or DecimalType or CurrencyType or PercentType, IntegerType) => Numbers.ToInteger(value.As(SqlType.Numeric)),
            (IntegerType or DecimalType or CurrencyType or PercentType, DecimalType or CurrencyType or PercentType) =>
                Numbers.ToDecimal(value.As(SqlType.Numeric), to),
            (CheckboxType, IntegerType or DecimalType or CurrencyType or PercentType) =>
                new SqlCase([(value, SqlExpression.Number(1)), (SqlExpression.Not(value), SqlExpression.Number(0))], null),
            (IntegerType or DecimalType or CurrencyType or PercentType, CheckboxType) => new SqlCase(
                [(value.EqualTo(SqlExpression.Number(1)), SqlExpression.True), (value.EqualTo(SqlExpression.Number(0)), SqlExpression.False)], null),
            (DateType, DateTimeType) => SqlExpression.Infix(value.As(SqlType.Timestamp), "at time zone", SqlExpression.Literal("UTC")),
            (DateTimeType, DateType) => Utc(value).As(SqlType.Date),
            (DateTimeType, TimeType) => Utc(value).As(SqlType.Time),
            (PicklistType, MultiPicklistType t) => Choices.AsArray(Choices.Pick(value, t.Choices)),
            (MultiPicklistType or TagsType, PicklistType t) => Choices.Pick(Choices.Only(value), t.Choices),
            (TagsType or MultiPicklistType, MultiPicklistType t) => new SqlCase(
                [(SqlExpression.Infix(value, "<@", Choices.Values(t.Choices)), value)], null),
            (MultiPicklistType, TagsType) => value,
            (JsonType, JsonType) => value,
            (EncryptedTextType, _) or (_, EncryptedTextType) => SqlExpression.Null,
            (AddressType or GeolocationType or PolymorphicLookupType, JsonType) => SqlExpression.Null,
            (_, JsonType) => SqlExpression.Call("to_jsonb", value),
            (FileType, ImageType) => value,
            (LookupType or MasterDetailType, LookupType or MasterDetailType) => SqlExpression.Null,
            _ => null,
        };
    }

    private static SqlExpression Utc(SqlExpression instant) => SqlExpression.Infix(instant, "at time zone", SqlExpression.Literal("UTC"));
}
