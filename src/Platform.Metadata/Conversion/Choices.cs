using Platform.Metadata.Fields;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>Values of picklists in SQL.</summary>
internal static class Choices
{
    /// <summary>The choice that a text names by its value or by its label in any language, without case; else null.</summary>
    public static SqlExpression Pick(SqlExpression text, PicklistSource choices)
    {
        if (choices.Values.IsEmpty) return SqlExpression.Null.As(SqlType.Text);
        SqlExpression sought = SqlExpression.Call("lower", SqlExpression.Call("btrim", text));
        (SqlExpression, SqlExpression)[] spelled =
            [.. choices.Values.Select(v => (sought.EqualToAny(Texts(Spellings(v))), SqlExpression.Literal(v.Value)))];

        // A choice's own value comes before the label of another.
        return new SqlCase([(text.EqualToAny(Values(choices)), text), .. spelled], null);
    }

    /// <summary>The stored values as an array.</summary>
    public static SqlExpression Values(PicklistSource choices) => Texts(choices.Values.Select(v => v.Value));

    /// <summary>An array of one value; null for null.</summary>
    public static SqlExpression AsArray(SqlExpression value) =>
        new SqlCase([(value.IsNotNull(), new SqlArrayLiteral([value], SqlType.Text.Array))], null);

    /// <summary>The only element of an array; null when it has none or several.</summary>
    public static SqlExpression Only(SqlExpression array) => new SqlCase(
        [(SqlExpression.Call("cardinality", array).EqualTo(SqlExpression.Number(1)),
            SqlExpression.Call("array_to_string", array, SqlExpression.Literal("")))],
        null);

    /// <summary>An array of text literals.</summary>
    public static SqlExpression Texts(IEnumerable<string> texts) =>
        new SqlArrayLiteral([.. texts.Select(SqlExpression.Literal)], SqlType.Text.Array);

    private static IEnumerable<string> Spellings(PicklistValue value) =>
        value.Label.Texts.Select(t => t.Text).Prepend(value.Value)
            .Select(t => t.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal);
}
