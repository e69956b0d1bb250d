using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>The statements of deletion on the objects that refer to a record.</summary>
internal static class CascadeStatements
{
    private const string Row = "t";

    /// <summary>
    /// Locks the rows that refer to any of the targets: parameters are the targets' ids and, of <see cref="RowState.Deleted"/>, the instant at which the rows
    /// were deleted. The result is the row's id and the target's.
    /// </summary>
    public static StatementTemplate Referring(IncomingReference reference, string schema, RowState state) =>
        reference.Source.Template($"referring {reference.Slot.Ordinal} {state} {schema}", () =>
        {
            RecordLayout layout = reference.Source;
            SqlExpression id = Column(Row, layout.Id.Columns[0].Name), target = Column(Row, reference.Column.Name);
            SqlExpression inState = state == RowState.Deleted
                ? Column(Row, layout.DeletedAt.Columns[0].Name).EqualTo(StatementTemplate.Value(SqlType.TimestampTz, 1))
                : RecordStatements.InState(layout, state);
            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(id), new SqlItem(target)],
                From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), Row),
                Where = And(target.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)), inState),
                OrderBy = [new SqlOrder(id)],
                Lock = new SqlRowLock(SqlLockStrength.Update, [Row]),
            });
        });

    /// <summary>
    /// Counts the rows that refer to each of the targets and do not go with them: parameters are the targets' ids and the ids of the rows that go. The result is
    /// the target's id and the count.
    /// </summary>
    public static StatementTemplate CountReferring(IncomingReference reference, string schema, RowState state) =>
        reference.Source.Template($"count referring {reference.Slot.Ordinal} {state} {schema}", () =>
        {
            RecordLayout layout = reference.Source;
            SqlExpression id = Column(Row, layout.Id.Columns[0].Name), target = Column(Row, reference.Column.Name);
            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(target), new SqlItem(Call("count", Star))],
                From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), Row),
                Where = And(
                    target.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
                    RecordStatements.InState(layout, state),
                    Not(id.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 1)))),
                GroupBy = [target],
            });
        });

    /// <summary>
    /// Moves rows into the recycle bin or out of it: parameters are the ids, the instant of deletion (null to restore), now, and the user's id.
    /// </summary>
    public static StatementTemplate SetDeleted(RecordLayout layout, string schema) => layout.Template($"set deleted {schema}", () =>
    {
        string version = layout.Version.Columns[0].Name;
        return new StatementTemplate(new SqlUpdate
        {
            Table = new SqlTable(schema, layout.Object.Table),
            Alias = Row,
            Set =
            [
                new SqlAssignment(layout.DeletedAt.Columns[0].Name, StatementTemplate.Value(SqlType.TimestampTz, 1)),
                new SqlAssignment(layout.UpdatedAt.Columns[0].Name, StatementTemplate.Value(SqlType.TimestampTz, 2)),
                new SqlAssignment(layout.UpdatedBy.Columns[0].Name, StatementTemplate.Value(SqlType.Uuid, 3)),
                new SqlAssignment(version, Infix(Column(Row, version), "+", Number(1))),
            ],
            Where = Column(Row, layout.Id.Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        });
    });

    /// <summary>Clears references without foreign key to rows that are removed for good: the parameter is the ids.</summary>
    public static StatementTemplate Clear(IncomingReference reference, string schema) =>
        reference.Source.Template($"clear {reference.Slot.Ordinal} {schema}", () => new StatementTemplate(new SqlUpdate
        {
            Table = new SqlTable(schema, reference.Source.Object.Table),
            Alias = Row,
            Set = [.. reference.Slot.Columns.Select(c => new SqlAssignment(c.Name, Null))],
            Where = Column(Row, reference.Column.Name).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        }));
}
