using System.Globalization;
using Platform.Metadata.Fields;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>Exact conversions of numbers: a number that does not fit becomes null, it is never rounded.</summary>
internal static class Numbers
{
    private const int PercentWholeDigits = 10;

    /// <summary>A whole number of 32 bits.</summary>
    public static SqlExpression ToInteger(SqlExpression numeric) => new SqlCase(
        [
            (SqlExpression.And(
                numeric.EqualTo(SqlExpression.Call("trunc", numeric)),
                SqlExpression.Infix(numeric, ">=", SqlExpression.Number(int.MinValue)),
                SqlExpression.Infix(numeric, "<=", SqlExpression.Number(int.MaxValue))), numeric.As(SqlType.Integer)),
        ],
        null);

    /// <summary>A decimal of the type's digits. NaN and infinity compare greater than every bound and so become null.</summary>
    public static SqlExpression ToDecimal(SqlExpression numeric, FieldType type)
    {
        (int precision, int scale) = type switch
        {
            DecimalType t => (t.Precision, t.Scale),
            CurrencyType t => (t.Precision, t.Scale),
            PercentType t => (PercentWholeDigits + t.Scale + 2, t.Scale + 2),
            _ => throw new ArgumentException($"Type '{type.Name}' is no decimal.", nameof(type)),
        };
        SqlExpression bound = SqlExpression.Literal("1" + new string('0', precision - scale)).As(SqlType.Numeric);
        SqlExpression fits = SqlExpression.And(
            SqlExpression.Infix(SqlExpression.Call("abs", numeric), "<", bound),
            numeric.EqualTo(SqlExpression.Call("round", numeric, SqlExpression.Number(scale))));
        return new SqlCase([(fits, numeric)], null);
    }

    /// <summary>A number as a literal of any precision.</summary>
    public static SqlExpression Literal(decimal value) =>
        SqlExpression.Literal(value.ToString(CultureInfo.InvariantCulture)).As(SqlType.Numeric);
}
