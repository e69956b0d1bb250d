using Platform.GraphQL.Lowering;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Writers of records that a blocking rule would take for the same wait for each other, until the first has committed or failed: the second then finds what the first wrote. Each way to match that
/// compares anything but likeness has its turns, by what it compares; ways by likeness alone have none. A rule has a few hundred turns, so that however many records a write has, it holds no more
/// locks than that; now and then writers wait who have nothing in common.
/// </summary>
internal static class DuplicateTurns
{
    // The remainder of a negative number is negative: there are nearly twice as many.
    private const int Turns = 128;
    private const string Turn = "turn";

    /// <summary>Queues the statement that takes the turns of the records, in their order.</summary>
    public static void Enqueue(WriteBatch batch, DuplicateRuleDocument rule, IReadOnlyList<FieldSlot> fields, IReadOnlyList<RecordWrite> records)
    {
        if (rule.OnCreate != DuplicateAction.Block && rule.OnEdit != DuplicateAction.Block) return;
        DuplicateMatch[] ways = [.. rule.Matches.Where(m => m.All.Any(c => c.By != DuplicateMethod.Similar))];
        if (ways.Length == 0) return;
        string schema = batch.Caller.Schema;
        StatementTemplate statement = batch.Layout.Template($"turns {rule.Name} {batch.Model.Revision} {schema}", () => Statement(batch, ways, fields));
        batch.Session.Enqueue(statement.Bind([.. DuplicateRuleCheck.Values(batch, fields, records), $"{schema} {rule.Id}"]), (_, _) => ValueTask.CompletedTask);
    }

    private static StatementTemplate Statement(WriteBatch batch, DuplicateMatch[] ways, IReadOnlyList<FieldSlot> fields)
    {
        ObjectModel target = batch.Layout.Object;
        IReadOnlyList<SqlQuery> members = [.. ways.Select(way =>
        {
            SqlExpression[] keys =
                [.. way.All.Where(c => c.By != DuplicateMethod.Similar).Select(c => DuplicateLookup.Key(c, DuplicateRuleCheck.Arrived(batch.Layout, c.Field), target.Field(c.Other)))];
            SqlExpression together = keys.Aggregate((left, right) => Infix(Infix(left, "||", Literal("|")), "||", right));
            return new SqlSelect
            {
                Items = [new SqlItem(Call("mod", Call("hashtext", together), Number(Turns)), Turn)],
                From = DuplicateRuleCheck.Inputs(fields),
                Where = And([.. keys.Select(k => k.IsNotNull())]),
            };
        })];
        SqlSelect inOrder = new()
        {
            Items = [new SqlItem(Column("w", Turn), Turn)],
            From = new SqlSubquery(members.Count == 1 ? members[0] : new SqlUnion(members), "w"),
            Distinct = true,
            OrderBy = [new SqlOrder(Column("w", Turn))],
            Offset = Number(0),
        };
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Call("count", Call("pg_advisory_xact_lock", Call("hashtext", StatementTemplate.Value(SqlType.Text, fields.Count + 1)), Column("t", Turn))))],
            From = new SqlSubquery(inOrder, "t"),
        });
    }
}
