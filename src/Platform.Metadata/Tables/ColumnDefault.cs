using System.Globalization;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Tables;

/// <summary>
/// A constant default kept in the database too, so that a node that still runs the former model can insert rows while a new required
/// column appears under it.
/// </summary>
/// <param name="Value">The constant in the JSON form of the field's type.</param>
/// <param name="Type">PostgreSQL type of the column.</param>
public sealed record ColumnDefault(JsonText Value, string Type)
{
    /// <summary>The default of a field's column: the document's constant; false for a checkbox without one; else none.</summary>
    public static ColumnDefault? Of(FieldType field, JsonText? value, string columnType)
    {
        JsonText? constant = value ?? (field is CheckboxType ? new JsonText("false") : null);
        return constant is null || constant.Text == "null" || !IsStorable(field) ? null : new ColumnDefault(constant, columnType);
    }

    /// <summary>Nought, for what counts.</summary>
    public static ColumnDefault Zero(string columnType) => new(new JsonText("0"), columnType);

    /// <summary>The constant as a literal.</summary>
    public SqlExpression ToSql()
    {
        JsonElement value = Value.ToElement();
        SqlType type = SqlColumnType.Of(Type).Value;
        if (type == SqlType.Jsonb || type == SqlType.Json) return SqlExpression.Literal(Value.Text).As(type);
        return value.ValueKind switch
        {
            JsonValueKind.True => SqlExpression.True,
            JsonValueKind.False => SqlExpression.False,
            JsonValueKind.Array => new SqlArrayLiteral([.. value.EnumerateArray().Select(v => SqlExpression.Literal(TextOf(v)))], type),
            _ => type == SqlType.Text ? SqlExpression.Literal(TextOf(value)) : SqlExpression.Literal(TextOf(value)).As(type),
        };
    }

    // Several columns, references and encrypted values have no constant form that the database could hold; a duration's ISO 8601 text is
    // counted in seconds by the write pipeline alone.
    private static bool IsStorable(FieldType field) => field is not (AddressType or GeolocationType or PolymorphicLookupType
        or ManyToManyType or EncryptedTextType or AutoNumberType or FileType or ImageType or DurationType);

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : Convert.ToString(value.GetRawText(), CultureInfo.InvariantCulture)!;
}
