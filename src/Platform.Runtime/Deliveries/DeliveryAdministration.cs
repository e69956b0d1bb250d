using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Deliveries;

/// <summary>What people do about messages that were set aside and targets that rest.</summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryAdministration(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const int ForgottenAtOnce = 5_000;

    /// <summary>Sends messages that were set aside once more, each in its old place; the target is tried at once, whatever it failed at before.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="target">The target.</param>
    /// <param name="messages">Their numbers; all of the target when null.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many they were.</returns>
    public async Task<int> ReplayAsync(Guid tenantId, string topic, string target, IReadOnlyCollection<long>? messages, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        AddResume(batch, tenantId, topic, target);
        NpgsqlBatchCommand replay = Of(tenantId, topic, target, messages,
            """
            UPDATE platform.outbox SET next_attempt_at = $5, created_at = $5, attempts = 0
            WHERE tenant_id = $1 AND topic = $2 AND target = $3 AND lane IS NOT NULL AND next_attempt_at IS NULL AND ($4 IS NULL OR id = ANY ($4))
            """);
        replay.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        batch.BatchCommands.Add(replay);
        await batch.ExecuteNonQueryAsync(cancellation);
        return (int)replay.RecordsAffected;
    }

    /// <summary>Drops messages that were set aside.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="target">The target.</param>
    /// <param name="messages">Their numbers; all of the target when null.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many they were.</returns>
    public async Task<int> DropAsync(Guid tenantId, string topic, string target, IReadOnlyCollection<long>? messages, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Of(tenantId, topic, target, messages,
            """
            DELETE FROM platform.outbox
            WHERE tenant_id = $1 AND topic = $2 AND target = $3 AND lane IS NOT NULL AND next_attempt_at IS NULL AND ($4 IS NULL OR id = ANY ($4))
            """));
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Has a target tried at once: one whose circuit is open, and one that wanted no more messages.</summary>
    public async Task ResumeAsync(Guid tenantId, string topic, string target, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        AddResume(batch, tenantId, topic, target);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What waited while a tenant was suspended is not old: it has all its time from now on.</summary>
    internal async Task RenewAsync(Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "UPDATE platform.outbox SET created_at = $2 WHERE tenant_id = $1 AND lane IS NOT NULL AND next_attempt_at IS NOT NULL AND created_at < $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Deletes what was set aside or tried too long ago, in portions, so that nobody waits for their locks.</summary>
    internal async Task ForgetAsync(DeliveryOptions options, CancellationToken cancellation)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        foreach ((string text, TimeSpan age) in new[]
        {
            ("DELETE FROM platform.outbox WHERE id = ANY (ARRAY(SELECT id FROM platform.outbox WHERE lane IS NOT NULL AND next_attempt_at IS NULL AND created_at < $1 LIMIT $2))", options.SetAsideRetention),
            ("DELETE FROM platform.delivery_attempts WHERE id = ANY (ARRAY(SELECT id FROM platform.delivery_attempts WHERE attempted_at < $1 ORDER BY attempted_at LIMIT $2))", options.AttemptRetention),
        })
        {
            int deleted;
            do
            {
                await using NpgsqlCommand command = dataSource.CreateCommand(text);
                command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - age });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ForgottenAtOnce });
                deleted = await command.ExecuteNonQueryAsync(cancellation);
            }
            while (deleted == ForgottenAtOnce);
        }
    }

    private void AddResume(NpgsqlBatch batch, Guid tenantId, string topic, string target)
    {
        // In the order in which whoever settles a lane takes them, or one would wait for the other: lanes, the target, messages. The failures stay: the first message asks
        // alone whether the target is back.
        foreach (string text in new[]
        {
            """
            UPDATE platform.delivery_lanes AS d SET retry_at = NULL FROM (
                SELECT lane FROM platform.delivery_lanes WHERE tenant_id = $1 AND topic = $2 AND target = $3 ORDER BY lane FOR UPDATE) AS l
            WHERE d.tenant_id = $1 AND d.topic = $2 AND d.target = $3 AND d.lane = l.lane
            """,
            "UPDATE platform.delivery_targets SET retry_at = NULL, stopped_at = NULL WHERE tenant_id = $1 AND topic = $2 AND target = $3",
        })
        {
            batch.BatchCommands.Add(Of(tenantId, topic, target, text));
        }

        // What waited for the target is not old: it has all its time from now on.
        NpgsqlBatchCommand renew = Of(tenantId, topic, target,
            "UPDATE platform.outbox SET created_at = $4 WHERE tenant_id = $1 AND topic = $2 AND target = $3 AND lane IS NOT NULL AND next_attempt_at IS NOT NULL AND created_at < $4");
        renew.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        batch.BatchCommands.Add(renew);
    }

    private static NpgsqlBatchCommand Of(Guid tenantId, string topic, string target, string text) => new(text)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = tenantId },
            new NpgsqlParameter<string> { TypedValue = topic },
            new NpgsqlParameter<string> { TypedValue = target },
        },
    };

    private static NpgsqlBatchCommand Of(Guid tenantId, string topic, string target, IReadOnlyCollection<long>? messages, string text)
    {
        NpgsqlBatchCommand command = Of(tenantId, topic, target, text);
        command.Parameters.Add(new NpgsqlParameter { Value = messages is null ? DBNull.Value : messages.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        return command;
    }
}
