using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.BackTests;

/// <summary>Reads of history.</summary>
internal static class HistoryReads
{
    private const string Row = "h";

    /// <summary>
    /// The newest entries of objects: <c>object</c>, <c>record</c>, <c>at</c>. Parameters are the lowest id, the id below which they lie, the first instant, the instant before which they
    /// are, the objects, how many. Ids follow the time, so the primary key leads.
    /// </summary>
    public static StatementTemplate Newest(RecordLayout history, string schema) => history.Template($"newest {schema}", () =>
    {
        SqlExpression id = Column(Row, history.Id.Columns[0].Name), at = Of(history, "at");
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Of(history, "object")), new SqlItem(Of(history, "record")), new SqlItem(at)],
            From = new SqlTableSource(new SqlTable(schema, history.Object.Table), Row),
            Where = And(
                Infix(id, ">=", StatementTemplate.Value(SqlType.Uuid, 0)),
                Infix(id, "<", StatementTemplate.Value(SqlType.Uuid, 1)),
                Infix(at, ">=", StatementTemplate.Value(SqlType.TimestampTz, 2)),
                Infix(at, "<", StatementTemplate.Value(SqlType.TimestampTz, 3)),
                Of(history, "object").EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 4))),
            OrderBy = [new SqlOrder(id, Descending: true)],
            Limit = StatementTemplate.Value(SqlType.Integer, 5),
        });
    });

    /// <summary>
    /// Everything that happened to records since an instant, newest first: <c>record</c>, <c>field</c>, <c>kind</c>, <c>oldValue</c>, <c>newValue</c>, <c>at</c>, <c>by</c>. Parameters are the object, the
    /// records' ids as text, the instant.
    /// </summary>
    public static StatementTemplate Since(RecordLayout history, string schema) => history.Template($"since {schema}", () => new StatementTemplate(new SqlSelect
    {
        Items = [.. ((string[])["record", "field", "kind", "oldValue", "newValue", "at", "by"]).Select(name => new SqlItem(Of(history, name)))],
        From = new SqlTableSource(new SqlTable(schema, history.Object.Table), Row),
        Where = And(
            Of(history, "object").EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
            Of(history, "record").EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
            Infix(Of(history, "at"), ">=", StatementTemplate.Value(SqlType.TimestampTz, 2)),
            // Entries are never in the recycle bin: the condition is that of the index.
            Column(Row, history.DeletedAt.Columns[0].Name).IsNull()),
        OrderBy = [new SqlOrder(Of(history, "at"), Descending: true)],
    }));

    private static SqlExpression Of(RecordLayout history, string field) => Column(Row, history[field].Columns[0].Name);
}
