using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Tasks;

/// <summary>Statements about tasks; the parameter is the ids of tasks.</summary>
internal static class TaskStatements
{
    /// <summary>Pairs of a task and somebody who watches it.</summary>
    public static StatementTemplate Watchers(RecordLayout layout, string schema) => layout.Template("watchers " + schema, () => new StatementTemplate(new SqlSelect
    {
        Items = [new SqlItem(Column("l", LinkColumns.Source)), new SqlItem(Column("l", LinkColumns.Target))],
        From = new SqlTableSource(new SqlTable(schema, layout[TaskFields.Watchers].Field.LinkTable!), "l"),
        Where = Column("l", LinkColumns.Source).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
    }));

    /// <summary>Those after which another of their series came already, in the recycle bin too.</summary>
    public static StatementTemplate Followed(RecordLayout layout, string schema)
    {
        SqlExpression previous = Column("t", layout[TaskFields.Previous].Columns[0].Name);
        return layout.Template("followed " + schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(previous)],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
            Where = previous.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        }));
    }
}
