using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Statements on link tables. Parameters are arrays of source ids and target ids.</summary>
internal static class LinkStatements
{
    private const string Link = "l";
    private const string Input = "i";

    /// <summary>Adds links; one that exists stays.</summary>
    public static StatementTemplate Add(SqlTable table) => new(new SqlInsert
    {
        Table = table,
        Columns = [LinkColumns.Source, LinkColumns.Target],
        Source = new SqlSelect
        {
            Items = [new SqlItem(Column(Input, LinkColumns.Source)), new SqlItem(Column(Input, LinkColumns.Target))],
            From = Pairs(),
            OrderBy = [new SqlOrder(Column(Input, LinkColumns.Source)), new SqlOrder(Column(Input, LinkColumns.Target))],
        },
        OnConflict = new SqlConflict([], null, []),
    });

    /// <summary>Removes links.</summary>
    public static StatementTemplate Remove(SqlTable table) => new(new SqlDelete
    {
        Table = table,
        Alias = Link,
        Using = Pairs(),
        Where = And(
            Column(Link, LinkColumns.Source).EqualTo(Column(Input, LinkColumns.Source)),
            Column(Link, LinkColumns.Target).EqualTo(Column(Input, LinkColumns.Target))),
    });

    private static SqlFunctionSource Pairs() => new(
        new SqlCall("unnest", [StatementTemplate.Value(SqlType.Uuid.Array, 0), StatementTemplate.Value(SqlType.Uuid.Array, 1)]),
        Input,
        [LinkColumns.Source, LinkColumns.Target]);
}
