using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>The SQL of rollups: their values made anew of all records of the list, and what single records add to them.</summary>
public static class RollupLowering
{
    /// <summary>
    /// The columns of a rollup, its own first and then its state, each with the value that it has when it is made anew.
    /// </summary>
    /// <param name="owner">Object of the rollup.</param>
    /// <param name="field">The field.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="parent">Id of the record.</param>
    public static IReadOnlyList<(ColumnModel Column, SqlExpression Value)> Anew(
        ObjectModel owner, FieldModel field, LoweringEnvironment environment, SqlExpression parent)
    {
        RollupModel rollup = field.Rollup!;
        var link = RollupLink.Of(owner, rollup, environment.Objects);
        string alias = environment.NextAlias();
        LoweredRow row = LoweredRow.InScope(link.Child, alias);
        SqlExpression counts = And(link.Condition(environment.Schema, alias, parent, environment.NextAlias()), Counts(rollup, environment, row));
        SqlExpression? value = rollup.Definition.Field is { } name ? ValueOf(link.Child.Field(name), environment, row) : null;
        SqlSelect Select(SqlExpression item, SqlExpression where) => new()
        {
            Items = [new SqlItem(item)],
            From = new SqlTableSource(new SqlTable(environment.Schema, link.Child.Table), alias),
            Where = where,
        };
        SqlExpression Aggregate(string function, SqlExpression argument) => new SqlScalar(Select(Call(function, argument), counts));
        SqlScalar Top(SqlExpression key, bool descending, SqlExpression where) => new(Select(value!, where) with
        {
            OrderBy = [new SqlOrder(key, descending, NullsFirst: false), new SqlOrder(row.Id, descending)],
            Limit = Number(1),
        });
        ColumnModel own = field.Column;
        switch (rollup.Definition.Function)
        {
            case RollupFunction.Count: return [(own, Aggregate("count", Star))];
            case RollupFunction.Sum: return [(own, Call("coalesce", Aggregate("sum", value!), Number(0)))];
            case RollupFunction.Min: return [(own, Top(value!, false, And(counts, value!.IsNotNull())))];
            case RollupFunction.Max: return [(own, Top(value!, true, And(counts, value!.IsNotNull())))];
            case RollupFunction.First or RollupFunction.Last:
                SqlExpression key = ValueOf(link.Child.Field(rollup.OrderBy!), environment, row);
                return [(own, Fitted(field, Top(key, rollup.Definition.Function == RollupFunction.Last, counts)))];
            default:
                SqlExpression sum = Call("coalesce", Aggregate("sum", value!), Number(0)), count = Aggregate("count", value!);
                return [(own, Mean(field, sum, count)), (rollup.State[0], sum), (rollup.State[1], count)];
        }
    }

    /// <summary>
    /// What one record of the list adds: for a count 1, for a sum its value, for a mean its value and 1; 0 where it does not count. Only for rollups that
    /// <see cref="IsAdditive"/>.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="row">The record, in scope.</param>
    public static IReadOnlyList<SqlExpression> Share(FieldModel field, LoweringEnvironment environment, LoweredRow row)
    {
        RollupModel rollup = field.Rollup!;
        SqlExpression counts = Counts(rollup, environment, row);
        if (rollup.Definition.Field is not { } name) return [When(counts, Number(1))];
        SqlExpression value = ValueOf(row.Model.Field(name), environment, row);
        SqlExpression added = When(And(counts, value.IsNotNull()), value);
        return rollup.Definition.Function == RollupFunction.Avg ? [added, When(And(counts, value.IsNotNull()), Number(1))] : [added];
    }

    /// <summary>The columns of a rollup after something was added to what they hold.</summary>
    /// <param name="field">The field.</param>
    /// <param name="stored">Gives a stored column of the record.</param>
    /// <param name="added">What is added, one for each part of <see cref="Share"/>.</param>
    public static IReadOnlyList<(ColumnModel Column, SqlExpression Value)> Added(
        FieldModel field, Func<string, SqlExpression> stored, IReadOnlyList<SqlExpression> added)
    {
        SqlExpression After(ColumnModel column, int part) => Infix(stored(column.Name), "+", added[part]);
        if (field.Rollup!.Definition.Function != RollupFunction.Avg) return [(field.Column, After(field.Column, 0))];
        ColumnModel sum = field.Rollup.State[0], count = field.Rollup.State[1];
        return [(field.Column, Mean(field, After(sum, 0), After(count, 1))), (sum, After(sum, 0)), (count, After(count, 1))];
    }

    /// <summary>The value follows from what each record adds, whatever the others are.</summary>
    public static bool IsAdditive(RollupFunction function) => function is RollupFunction.Count or RollupFunction.Sum or RollupFunction.Avg;

    private static SqlExpression Counts(RollupModel rollup, LoweringEnvironment environment, LoweredRow row) =>
        rollup.Filter is { } filter ? ExpressionLowering.Lower(filter.Root, environment, row) : True;

    private static SqlExpression ValueOf(FieldModel field, LoweringEnvironment environment, LoweredRow row) =>
        field.Formula is null ? row.Columns!(field.Column.Name) : FormulaLowering.Value(field, environment, row);

    private static SqlCase When(SqlExpression condition, SqlExpression then) => new([(condition, then)], Number(0));

    /// <summary>
    /// Sum by count, rounded half away from zero: one digit more than the scale is cut off exactly and then rounded, because PostgreSQL's own division chooses its
    /// digits by the operands.
    /// </summary>
    private static SqlExpression Mean(FieldModel field, SqlExpression sum, SqlExpression count)
    {
        int scale = field.Type is DurationType ? 0 : FieldMembers.BoundsOf(field)!.Value.Scale;
        SqlExpression shifted = Infix(sum, "*", SqlPieces.Typed("1" + new string('0', scale + 1), SqlType.Numeric));
        SqlExpression cut = Call("div", shifted, Call("nullif", count, Number(0)).As(SqlType.Numeric));
        SqlExpression back = Infix(cut, "*", SqlPieces.Typed("0." + new string('0', scale) + "1", SqlType.Numeric));
        SqlExpression mean = Call("round", back, Number(scale));
        return field.Type is DurationType ? mean.As(SqlType.BigInt) : mean;
    }

    // A text that is longer than this field may hold is cut, as in formulas.
    private static SqlExpression Fitted(FieldModel field, SqlExpression value) => field.Type switch
    {
        TextType t => Call("left", value.As(SqlType.Text), Number(t.MaxLength)),
        LongTextType t => Call("left", value.As(SqlType.Text), Number(t.MaxLength)),
        _ => value,
    };
}
