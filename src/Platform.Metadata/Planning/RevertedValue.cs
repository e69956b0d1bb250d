using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Model;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>
/// The values of a reverted field. From the newest form to the oldest: where a value is no longer what it was when its form took over, it was written
/// in that form, and is converted. Where nothing was written since, the oldest kept value is meant.
/// </summary>
internal static class RevertedValue
{
    /// <summary>One expression per column of <see cref="RevertField.To"/>.</summary>
    /// <param name="conversion">Converts values.</param>
    /// <param name="change">The change.</param>
    /// <param name="live">Names under which the present columns can be read.</param>
    /// <param name="kept">Names under which the oldest kept columns can be read.</param>
    public static IReadOnlyList<SqlExpression> Of(
        ValueConversion conversion, RevertField change, IReadOnlyList<string> live, IReadOnlyList<string> kept)
    {
        List<(SqlExpression Written, IReadOnlyList<SqlExpression> Values)> forms = [];
        (FieldModel form, IReadOnlyList<SqlExpression> values) = (change.From, Columns(live));
        for (int i = change.Chain.Count - 1; i >= 0; i--)
        {
            RetypeLink link = change.Chain[i];
            IReadOnlyList<SqlExpression> before = Columns(SetAsideEntry.ColumnsOf(form, link.Successor));
            if (values.Count > 0 && link.Successor.Count > 0)
            {
                SqlExpression written = SqlExpression.Or([.. values.Zip(before, (v, b) => SqlExpression.Infix(v, "is distinct from", b))]);
                forms.Add((written, conversion.Convert(form, change.To, values)));
            }

            (form, values) = (link.Field, Columns(i == 0 ? kept : SetAsideEntry.ColumnsOf(link.Field, link.Entries)));
        }

        IReadOnlyList<SqlExpression> oldest = change.Returns ? ValueConversion.Fill(change.To, values) : conversion.Convert(form, change.To, values);
        return [.. change.To.Columns.Select((column, i) => Choose(SqlColumnType.Of(column.Type).Value, i))];

        // Nulls alone would make a case a text.
        SqlExpression Choose(SqlType type, int i) => forms.Count == 0
            ? oldest[i]
            : new SqlCase([.. forms.Select(f => (f.Written, Typed(f.Values[i], type)))], Typed(oldest[i], type));
    }

    private static SqlExpression Typed(SqlExpression value, SqlType type) => value == SqlExpression.Null ? value.As(type) : value;

    private static IReadOnlyList<SqlExpression> Columns(IReadOnlyList<string> names) =>
        [.. names.Select(n => SqlExpression.Column(StorageSteps.Row, n))];
}
