using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// The order of a picklist is that of its choices, not of their stored values: records compare by the place of their value among the choices. A value that is no
/// choice any more comes after all choices; a blank stays blank. See docs/decisions (picklists sort by choice).
/// </summary>
internal static class ChoiceRank
{
    /// <summary>True when values of the field compare by their place among its choices.</summary>
    public static bool Applies(FieldModel field) => field.Type is PicklistType { Choices.Values.Count: > 0 };

    /// <summary>What values of the field compare by: the value itself, or its place, from 1, as an <c>integer</c>.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    public static SqlExpression Of(FieldModel field, SqlExpression value)
    {
        if (!Applies(field)) return value;
        PicklistType type = (PicklistType)field.Type;
        SqlArrayLiteral choices = new([.. type.Choices.Values.Select(c => SqlExpression.Literal(c.Value))], SqlType.Text.Array);
        SqlExpression unknown = new SqlCase([(value.IsNotNull(), SqlExpression.Number(type.Choices.Values.Count + 1))], null);
        return SqlExpression.Call("coalesce", SqlExpression.Call("array_position", choices, value), unknown);
    }

    /// <summary>The type of <see cref="Of"/>.</summary>
    public static SqlType TypeOf(FieldModel field) => Applies(field) ? SqlType.Integer : SqlType.Of(field.Column.Type);

    /// <summary>
    /// Tells orders of different choices apart: places of one mean nothing in the other, so that a cursor from before the choices were put in another order is refused
    /// instead of leading to a wrong page. Empty for a field that compares by its value.
    /// </summary>
    public static string Signature(FieldModel field)
    {
        if (!Applies(field)) return "";
        byte[] choices = Encoding.UTF8.GetBytes(string.Join('\n', ((PicklistType)field.Type).Choices.Values.Select(c => c.Value)));
        return string.Create(CultureInfo.InvariantCulture, $"#{Convert.ToHexString(SHA256.HashData(choices).AsSpan(0, 4))}");
    }
}
