using Platform.Metadata.Model;
using Platform.Metadata.Storage;
using Platform.Sql;
using Platform.Sql.Definition;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Tables;

/// <summary>
/// How totals of stages are kept: each statement that changes records adds rows that say by how much the totals changed, in its own transaction and whoever sends it; now and then the rows of a key are made
/// one. The sum of the rows is exact in every snapshot, and no writer waits for another (decision 0089).
/// </summary>
public static class StageTotalsStatements
{
    private const string Row = "r", Gone = "gone", Place = "place", Live = "live", Rows = "rows";

    /// <summary>The statements that make table, triggers and first rows, in order; the records' table is locked against writers by them.</summary>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="owner">The object.</param>
    /// <param name="totals">Its totals.</param>
    public static IEnumerable<(SqlDefinition? Definition, SqlStatement? Statement)> Make(string schema, ObjectModel owner, StageTotals totals)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(totals);
        SqlTable table = new(schema, owner.Table), kept = new(schema, totals.Table);
        yield return (new CreateTable(kept, [.. Columns(totals)], "", []), null);
        foreach ((SqlTriggerEvent when, SqlStatement body, IReadOnlyList<string> columns) in Triggers(owner, totals, kept))
        {
            string name = TriggerName(owner, when);
            yield return (new CreateTriggerFunction(new SqlTable(schema, name), body), null);
            yield return (new CreateTrigger(table, name, when, columns, new SqlTable(schema, name)), null);
        }

        yield return (null, Added(kept, totals, new SqlTableSource(table, Row), StateColumn(owner), sign: 1));
    }

    /// <summary>The statements that take all of it away, if it is there.</summary>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="owner">The object.</param>
    /// <param name="totals">Its totals.</param>
    public static IEnumerable<SqlDefinition> Remove(string schema, ObjectModel owner, StageTotals totals)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(totals);
        foreach (SqlTriggerEvent when in Enum.GetValues<SqlTriggerEvent>())
        {
            string name = TriggerName(owner, when);
            yield return new DropTrigger(new SqlTable(schema, owner.Table), name);
            yield return new DropFunction(new SqlTable(schema, name));
        }

        yield return new DropTable(new SqlTable(schema, totals.Table), IfExists: true);
    }

    /// <summary>
    /// Makes one row of the rows of each key that has several, and none of those that come to nothing. Two at once, and writers beside them, leave the sums as they are: whoever comes second
    /// to a row does not find it any more.
    /// </summary>
    public static SqlStatement Fold(string schema, StageTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        SqlTable kept = new(schema, totals.Table);
        string[] keys = [.. KeyNames(totals)], sums = [.. SumNames(totals)];
        SqlSelect counted = new()
        {
            Items =
            [
                new SqlItem(Column(Row, "ctid"), Place),
                new SqlItem(new SqlCall("count", [Star]) { Over = new SqlWindow([.. keys.Select(k => Column(Row, k))], []) }, Rows),
            ],
            From = new SqlTableSource(kept, Row),
        };
        SqlDelete several = new()
        {
            Table = kept,
            Alias = Row,
            Where = new SqlIn(Column(Row, "ctid"), new SqlSelect
            {
                Items = [new SqlItem(Column(Live, Place))],
                From = new SqlSubquery(counted, Live),
                Where = Infix(Column(Live, Rows), ">", Number(1)),
            }),
            Returning = [.. keys.Concat(sums).Select(c => new SqlItem(Column(Row, c)))],
        };
        return new SqlInsert
        {
            With = [new SqlCte(Gone, several)],
            Table = kept,
            Columns = [.. keys, .. sums],
            Source = new SqlSelect
            {
                Items = [.. keys.Select(k => new SqlItem(Column(Gone, k))), .. sums.Select(s => new SqlItem(Call("sum", Column(Gone, s))))],
                From = new SqlCteSource(Gone, Gone),
                GroupBy = [.. keys.Select(k => Column(Gone, k))],
                Having = Or([.. sums.Select(s => Infix(Call("sum", Column(Gone, s)), "<>", Number(0)))]),
            },
        };
    }

    private static IEnumerable<(SqlTriggerEvent, SqlStatement, IReadOnlyList<string>)> Triggers(ObjectModel owner, StageTotals totals, SqlTable kept)
    {
        string state = StateColumn(owner);
        SqlCteSource changed = new(SqlTriggers.Changed, Row);
        yield return (SqlTriggerEvent.Insert, Added(kept, totals, changed, state, sign: 1), []);
        yield return (SqlTriggerEvent.Delete, Added(kept, totals, changed, state, sign: -1), []);
        string[] columns = [.. KeyNames(totals).Concat(totals.Amounts.Select(a => a.Column.Name)).Append(state).Distinct(StringComparer.Ordinal)];
        yield return (SqlTriggerEvent.Update, Moved(kept, totals, state), columns);
    }

    // What the live rows of a source come to.
    private static SqlInsert Added(SqlTable kept, StageTotals totals, SqlFrom source, string state, int sign)
    {
        SqlExpression[] keys = [.. KeyNames(totals).Select(k => Column(Row, k))];
        IEnumerable<SqlExpression> sums = totals.Amounts.Select(a => Column(Row, a.Column.Name)).SelectMany(a => new[] { Call("sum", a), Call("count", a) }).Prepend(Call("count", Star));
        return new SqlInsert
        {
            Table = kept,
            Columns = [.. KeyNames(totals), .. SumNames(totals)],
            Source = new SqlSelect
            {
                Items = [.. keys.Select(k => new SqlItem(k)), .. sums.Select(s => new SqlItem(sign < 0 ? Negative(s) : s))],
                From = source,
                Where = Column(Row, state).IsNull(),
                GroupBy = keys,
            },
        };
    }

    // A row that is updated leaves the totals as it was, and comes to them as it is; that is one row where the key stays.
    private static SqlInsert Moved(SqlTable kept, StageTotals totals, string state)
    {
        string[] keys = [.. KeyNames(totals)], sums = [.. SumNames(totals)];
        return new SqlInsert
        {
            Table = kept,
            Columns = [.. keys, .. sums],
            Source = new SqlSelect
            {
                Items = [.. keys.Select(k => new SqlItem(Column(Row, k))), .. sums.Select(s => new SqlItem(Call("sum", Column(Row, s))))],
                From = new SqlValuesSource([Values(SqlTriggers.Old, -1), Values(SqlTriggers.New, 1)], Row, [.. keys, .. sums, "_state"]),
                Where = Column(Row, "_state").IsNull(),
                GroupBy = [.. keys.Select(k => Column(Row, k))],
            },
        };

        SqlExpression[] Values(string alias, int sign)
        {
            IEnumerable<SqlExpression> amounts = totals.Amounts.Select(a => Column(alias, a.Column.Name)).SelectMany(a =>
                new[] { sign < 0 ? Negative(a) : a, new SqlCase([(a.IsNull(), Number(0))], Number(sign)) });
            return [.. keys.Select(k => Column(alias, k)), Number(sign), .. amounts, Column(alias, state)];
        }
    }

    private static IEnumerable<SqlColumnDefinition> Columns(StageTotals totals)
    {
        foreach (FieldModel key in totals.Keys) yield return new SqlColumnDefinition(key.Column.Name, SqlColumnType.Of(key.Column.Type));
        yield return new SqlColumnDefinition(StageTotals.Count, SqlColumnType.Of("bigint"), NotNull: true);
        for (int i = 0; i < totals.Amounts.Count; i++)
        {
            yield return new SqlColumnDefinition(StageTotals.Sum(i), SqlColumnType.Of("numeric"));
            yield return new SqlColumnDefinition(StageTotals.Filled(i), SqlColumnType.Of("bigint"), NotNull: true);
        }
    }

    private static SqlExpression Negative(SqlExpression value) => Infix(Number(0), "-", value);

    private static IEnumerable<string> KeyNames(StageTotals totals) => totals.Keys.Select(k => k.Column.Name);

    private static IEnumerable<string> SumNames(StageTotals totals) =>
        Enumerable.Range(0, totals.Amounts.Count).SelectMany(i => new[] { StageTotals.Sum(i), StageTotals.Filled(i) }).Prepend(StageTotals.Count);

    private static string StateColumn(ObjectModel owner) => owner.Field(SystemFields.DeletedAt).Column.Name;

    private static string TriggerName(ObjectModel owner, SqlTriggerEvent when) => StorageNames.Totals(owner.Table, when.ToString().ToLowerInvariant() + "_");
}
