using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Statements on the table of history.</summary>
internal static class HistoryStatements
{
    /// <summary>Removes the entries of records: parameters are the object's name and the records' ids as text.</summary>
    public static StatementTemplate Erase(RecordLayout layout, string schema) => layout.Template($"erase {schema}", () => new StatementTemplate(new SqlDelete
    {
        Table = new SqlTable(schema, layout.Object.Table),
        Alias = "t",
        Where = And(
            Column("t", layout["object"].Columns[0].Name).EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
            Column("t", layout["record"].Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
            // Entries are never in the recycle bin: the condition is that of the index.
            RecordStatements.InState(layout, RowState.Live)),
    }));
}
