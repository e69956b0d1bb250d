using System.Diagnostics;
using System.Text;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// Columns of many records as arrays for <c>unnest</c>. PostgreSQL has no arrays of arrays of different lengths, so a value of an array type travels as
/// the text of its literal and is cast back in the statement.
/// </summary>
internal static class ColumnArrays
{
    /// <summary>The type in which a column's values travel: an array of itself, or of text for arrays and JSON.</summary>
    public static SqlType TravelType(SqlType column) => IsText(column) ? SqlType.Text.Array : column.Array;

    /// <summary>The value of a row of the unnested array, as the column's type.</summary>
    public static SqlExpression Arrived(SqlExpression element, SqlType column) => IsText(column) ? element.As(column) : element;

    /// <summary>An array of one column's values; null is null.</summary>
    public static Array Of(SqlType column, IReadOnlyList<object?> values) => column.Element is not null
        ? Fill(new string?[values.Count], values, v => v is string[] array ? ArrayLiteral(array) : null)
        : column.Name switch
        {
            "text" or "json" or "jsonb" => Fill(new string?[values.Count], values, v => (string?)v),
            "uuid" => Fill(new Guid?[values.Count], values, v => (Guid?)v),
            "integer" => Fill(new int?[values.Count], values, v => (int?)v),
            "bigint" => Fill(new long?[values.Count], values, v => (long?)v),
            "numeric" => Fill(new decimal?[values.Count], values, v => (decimal?)v),
            "double precision" => Fill(new double?[values.Count], values, v => (double?)v),
            "boolean" => Fill(new bool?[values.Count], values, v => (bool?)v),
            "date" => Fill(new DateOnly?[values.Count], values, v => (DateOnly?)v),
            "timestamptz" => Fill(new DateTime?[values.Count], values, v => (DateTime?)v),
            "time" => Fill(new TimeOnly?[values.Count], values, v => (TimeOnly?)v),
            "bytea" => Fill(new byte[]?[values.Count], values, v => (byte[]?)v),
            _ => throw new UnreachableException($"Column type {column.Name} cannot travel."),
        };

    private static bool IsText(SqlType column) => column.Element is not null || column == SqlType.Jsonb || column == SqlType.Json;

    private static T[] Fill<T>(T[] array, IReadOnlyList<object?> values, Func<object?, T> convert)
    {
        for (int i = 0; i < array.Length; i++) array[i] = convert(values[i]);
        return array;
    }

    /// <summary><c>{"a","b \"c\""}</c>.</summary>
    private static string ArrayLiteral(string[] items)
    {
        StringBuilder text = new("{");
        foreach (string item in items)
        {
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return text.Append('}').ToString();
    }
}
