using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Reads what expressions need of other records, with the rights of the platform. The parameter is an array of ids.</summary>
internal static class ReadStatements
{
    private const string Row = "t";
    private const string Link = "l";

    /// <summary>Rows by their ids, in the recycle bin too, as references lead there: <c>id</c>, then the fields' columns.</summary>
    public static StatementTemplate ById(RecordLayout layout, string schema, IReadOnlyList<FieldSlot> fields) =>
        layout.Template($"read {schema} {string.Join(',', fields.Select(f => f.Ordinal))}", () => new StatementTemplate(new SqlSelect
        {
            Items = Items(layout, fields),
            From = Table(layout, schema),
            Where = Column(Row, layout.Id.Columns[0].Name).EqualToAny(Ids),
        }));

    /// <summary>
    /// Live rows of lists by their owners, as many as the second parameter says: the owner, <c>id</c>, then the fields' columns. In no order: with one, and a limit that is not known when
    /// the statement is planned, the database may walk the whole table by id.
    /// </summary>
    public static StatementTemplate List(RecordList list, string schema, IReadOnlyList<FieldSlot> fields)
    {
        RecordLayout layout = list.Child;
        return layout.Template($"list {list.Owner} {list.Name} {schema} {string.Join(',', fields.Select(f => f.Ordinal))}", () =>
        {
            SqlExpression id = Column(Row, layout.Id.Columns[0].Name);
            SqlExpression owner = list.Reference is { } reference
                ? Column(Row, reference.Columns[^1].Name)
                : Column(Link, list.IsForward ? LinkColumns.Source : LinkColumns.Target);
            SqlFrom from = Table(layout, schema);
            if (list.Links is { } links)
            {
                SqlExpression linked = Column(Link, list.IsForward ? LinkColumns.Target : LinkColumns.Source);
                from = new SqlTableSource(new SqlTable(schema, links.Field.LinkTable!), Link).Join(from, linked.EqualTo(id));
            }

            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(owner), .. Items(layout, fields)],
                From = from,
                Where = And(owner.EqualToAny(Ids), Column(Row, layout.DeletedAt.Columns[0].Name).IsNull()),
                Limit = StatementTemplate.Value(SqlType.Integer, 1),
            });
        });
    }

    private static SqlExpression Ids => StatementTemplate.Value(SqlType.Uuid.Array, 0);

    private static SqlTableSource Table(RecordLayout layout, string schema) => new(new SqlTable(schema, layout.Object.Table), Row);

    private static IReadOnlyList<SqlItem> Items(RecordLayout layout, IReadOnlyList<FieldSlot> fields) =>
        [new SqlItem(Column(Row, layout.Id.Columns[0].Name)), .. fields.SelectMany(f => f.Columns).Select(c => new SqlItem(Column(Row, c.Name)))];
}
