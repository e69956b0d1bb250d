using System.Diagnostics;
using Platform.Sql.Definition;

namespace Platform.Sql;

/// <content>Triggers and their functions.</content>
public sealed partial class SqlPrinter
{
    // The body is a text literal: whatever its statement names or holds is quoted twice.
    private void DefineFunction(CreateTriggerFunction created)
    {
        SqlText body = Print(created.Body);
        if (body.Parameters.Count > 0) throw new ArgumentException("A definition takes no parameters.", nameof(created));
        Words("create function ");
        Qualified(created.Function);
        Words("() returns trigger language plpgsql as ");
        Operand(SqlExpression.Literal("begin " + body.Text + "; return null; end"));
    }

    private void DefineTrigger(CreateTrigger created)
    {
        Words("create trigger ");
        Name(created.Name);
        Words(created.Event switch
        {
            SqlTriggerEvent.Insert => " after insert on ",
            SqlTriggerEvent.Update => " after update of ",
            SqlTriggerEvent.Delete => " after delete on ",
            _ => throw new UnreachableException(),
        });
        if (created.Event == SqlTriggerEvent.Update)
        {
            Names(created.Columns);
            Words(" on ");
        }

        Qualified(created.Table);
        Words(created.Event switch
        {
            SqlTriggerEvent.Insert => $" referencing new table as {SqlTriggers.Changed} for each statement",
            SqlTriggerEvent.Delete => $" referencing old table as {SqlTriggers.Changed} for each statement",
            _ => " for each row when (",
        });
        if (created.Event == SqlTriggerEvent.Update)
        {
            Expression(SqlExpression.Or([.. created.Columns.Select(c =>
                SqlExpression.Infix(SqlExpression.Column(SqlTriggers.Old, c), "is distinct from", SqlExpression.Column(SqlTriggers.New, c)))]));
            Words(")");
        }

        Words(" execute function ");
        Qualified(created.Function);
        Words("()");
    }
}
