using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>
/// Reads text as values of a type. Checks and casts stand in nested <c>case</c>s: the database may evaluate the operands of <c>and</c> in
/// any order, the branches of a <c>case</c> it may not.
/// </summary>
internal static class TextParsing
{
    private const string IsoDate = @"^\d{4}-\d{2}-\d{2}$";
    private const string IsoInstant = @"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$";
    private const string IsoTime = @"^\d{2}:\d{2}(:\d{2})?$";
    private const string IsoDuration = @"^P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$";
    private const string Email = @"^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$";
    private const string Url = "^https?://[^[:space:]]+$";

    /// <summary>The value that a text spells, null where it spells none; null (the reference) when the type has no text form.</summary>
    public static SqlExpression? To(ValueConversion conversion, FieldModel to, SqlExpression text)
    {
        SqlExpression trimmed = SqlExpression.Call("btrim", text);
        return to.Type switch
        {
            TextType or LongTextType or AutoNumberType => text,
            RichTextType => Escaped(text),
            IntegerType => When(Valid(trimmed, "integer"), trimmed.As(SqlType.Integer)),
            DecimalType or CurrencyType or PercentType =>
                When(Valid(trimmed, "numeric"), Numbers.ToDecimal(trimmed.As(SqlType.Numeric), to.Type)),
            CheckboxType => Truth(trimmed),
            DateType => Shaped(trimmed, IsoDate, "date", SqlType.Date),
            DateTimeType => Shaped(trimmed, IsoInstant, "timestamptz", SqlType.TimestampTz),
            TimeType => Shaped(trimmed, IsoTime, "time", SqlType.Time),
            DurationType => Duration(trimmed, SqlType.Of(to.Column.Type)),
            PicklistType t => Choices.Pick(text, t.Choices),
            MultiPicklistType t => Choices.AsArray(Choices.Pick(text, t.Choices)),
            TagsType => Choices.AsArray(SqlExpression.Call("nullif", trimmed, SqlExpression.Literal(""))),
            EmailType => When(Matches(trimmed, Email), trimmed),
            UrlType => When(SqlExpression.Infix(trimmed, "~*", SqlExpression.Literal(Url)), trimmed),
            PhoneType => When(SqlExpression.Infix(SqlExpression.Call("length", trimmed), "<=", SqlExpression.Number(40)), trimmed),
            LookupType t => Reference(conversion, t.Target, trimmed),
            MasterDetailType t => Reference(conversion, t.Target, trimmed),
            _ => null,
        };
    }

    private static SqlCase Duration(SqlExpression text, SqlType column)
    {
        SqlExpression seconds = SqlExpression.Call("date_part", SqlExpression.Literal("epoch"), text.As(SqlType.Interval));
        return When(Matches(text, IsoDuration), When(Valid(text, "interval"), column == SqlType.Interval ? text.As(column) : seconds.As(column)));
    }

    private static SqlExpression Reference(ValueConversion conversion, string target, SqlExpression text)
    {
        if (conversion.TargetOf(target) is not var (referred, table)) return SqlExpression.Null;
        SqlExpression id = SqlExpression.Column("found", referred.Field(SystemFields.Id).Column.Name);
        SqlSelect found = new()
        {
            Items = [new SqlItem(id)],
            From = new SqlTableSource(table, "found"),
            Where = id.EqualTo(text.As(SqlType.Uuid)),
        };
        return When(Valid(text, "uuid"), new SqlScalar(found));
    }

    private static SqlCase Truth(SqlExpression text)
    {
        SqlExpression word = SqlExpression.Call("lower", text);
        return new SqlCase(
            [
                (word.EqualToAny(Choices.Texts(["true", "yes", "y", "t", "on", "1", "是"])), SqlExpression.True),
                (word.EqualToAny(Choices.Texts(["false", "no", "n", "f", "off", "0", "否"])), SqlExpression.False),
            ],
            null);
    }

    private static SqlExpression Escaped(SqlExpression text)
    {
        (string Plain, string Markup)[] replacements = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")];
        return replacements.Aggregate(
            text, (markup, r) => SqlExpression.Call("replace", markup, SqlExpression.Literal(r.Plain), SqlExpression.Literal(r.Markup)));
    }

    private static SqlCase Shaped(SqlExpression text, string shape, string type, SqlType cast) =>
        When(Matches(text, shape), When(Valid(text, type), text.As(cast)));

    private static SqlExpression Matches(SqlExpression text, string shape) => SqlExpression.Infix(text, "~", SqlExpression.Literal(shape));

    private static SqlExpression Valid(SqlExpression text, string type) =>
        SqlExpression.Call("pg_input_is_valid", text, SqlExpression.Literal(type));

    private static SqlCase When(SqlExpression condition, SqlExpression value) => new SqlCase([(condition, value)], null);
}
