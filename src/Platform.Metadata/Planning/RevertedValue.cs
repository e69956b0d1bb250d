using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Planning;

/// <summary>
/// The value of a reverted field: from the newest retype to the oldest, as long as a value equals what the kept one was converted to, the
/// kept one is meant; from the first difference on, the newer value is converted back.
/// </summary>
internal static class RevertedValue
{
    /// <summary>The value in the first form of the chain.</summary>
    /// <param name="conversion">Converts values.</param>
    /// <param name="change">The change.</param>
    /// <param name="live">Name under which the present column is set aside; in the kept columns' own names otherwise.</param>
    /// <param name="restored">Name of the first kept column where it has not been renamed yet (in a probe), or null.</param>
    public static SqlExpression Of(ValueConversion conversion, RevertField change, string live, string? restored = null)
    {
        SqlExpression value = SqlExpression.Column(StorageSteps.Row, live);
        FieldModel form = change.From;
        for (int i = change.Chain.Count - 1; i >= 0; i--)
        {
            RetypeLink link = change.Chain[i];
            string name = i == 0 ? restored ?? link.Field.Column.Name : link.Entries[0].Column!;
            SqlExpression kept = SqlExpression.Column(StorageSteps.Row, name);

            // The newer value is named once in a subquery; written out twice per retype the expression would double with each.
            string alias = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v{i}");
            SqlExpression newer = SqlExpression.Column(alias, "value");
            SqlExpression unchanged = SqlExpression.Infix(newer, "is not distinct from", conversion.Convert(link.Field, form, [kept])[0]);
            value = new SqlScalar(new SqlSelect
            {
                Items = [new SqlItem(new SqlCase([(unchanged, kept)], conversion.Convert(form, link.Field, [newer])[0]))],
                From = new SqlSubquery(new SqlSelect { Items = [new SqlItem(value, "value")] }, alias),
            });
            form = link.Field;
        }

        // Where the present value, converted directly, is the kept one, the way in between does not matter.
        SqlExpression first = SqlExpression.Column(StorageSteps.Row, restored ?? change.Chain[0].Field.Column.Name);
        SqlExpression direct = conversion.Convert(change.From, change.Chain[0].Field, [SqlExpression.Column(StorageSteps.Row, live)])[0];
        return new SqlCase([(SqlExpression.Infix(direct, "is not distinct from", first), first)], value);
    }
}
