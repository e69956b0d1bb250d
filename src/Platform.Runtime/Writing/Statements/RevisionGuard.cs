using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// The last statement of a write: it fails when rollups have come or changed since the write was planned. A deploy that brings a rollup waits for writers of its list;
/// whoever waited for the deploy in turn, and does not know of the rollup, must not be the one that makes it wrong.
/// </summary>
internal static class RevisionGuard
{
    private const string Text = "SELECT 1 / (count(*) FILTER (WHERE rollups_revision > $2) = 0)::int FROM platform.tenants WHERE id = $1";

    /// <summary>Queues the statement.</summary>
    public static void Enqueue(WriteSession session, RecordCaller caller)
    {
        NpgsqlBatchCommand command = new(Text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caller.TenantId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = caller.Model.Revision, NpgsqlDbType = NpgsqlDbType.Bigint });
        session.Enqueue(command, (_, _) => ValueTask.CompletedTask);
    }
}
