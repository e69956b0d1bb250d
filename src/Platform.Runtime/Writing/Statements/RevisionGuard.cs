using Platform.Runtime.Records;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// Fails when rollups have come or changed since the write was planned. A deploy that brings a rollup waits for writers of its list; whoever waited for the deploy in
/// turn, and does not know of the rollup, must not be the one that makes it wrong. So it is asked after everything that waits for such a deploy: by a part of the message in the
/// outbox where nothing comes after it, and by a last statement otherwise.
/// </summary>
internal static class RevisionGuard
{
    private const string Tenant = "t";
    private static readonly StatementTemplate Last = new(new SqlSelect { Items = [new SqlItem(NoughtUnlessOutdated(0, 1))] });

    /// <summary>The number nought, or a division by it.</summary>
    /// <param name="tenant">Index of the value that is the tenant's id.</param>
    /// <param name="revision">Index of the value that is the revision of the model.</param>
    public static SqlExpression NoughtUnlessOutdated(int tenant, int revision)
    {
        SqlSelect isKnown = new()
        {
            Items = [new SqlItem(Infix(Column(Tenant, "rollups_revision"), "<=", StatementTemplate.Value(SqlType.BigInt, revision)).As(SqlType.Integer))],
            From = new SqlTableSource(new SqlTable("platform", "tenants"), Tenant),
            Where = Column(Tenant, "id").EqualTo(StatementTemplate.Value(SqlType.Uuid, tenant)),
        };
        return Infix(Number(0), "/", Call("coalesce", new SqlScalar(isKnown), Number(1)));
    }

    /// <summary>Queues the last statement.</summary>
    public static void Enqueue(WriteSession session, RecordCaller caller) =>
        session.Enqueue(Last.Bind(caller.TenantId, caller.Model.Revision), (_, _) => ValueTask.CompletedTask);
}
