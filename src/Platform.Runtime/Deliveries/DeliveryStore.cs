using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Deliveries;

/// <summary>Messages of the outbox that go out, by lanes. Every instant but that of writing is the caller's clock's.</summary>
/// <param name="dataSource">Connections to the database.</param>
public sealed class DeliveryStore(NpgsqlDataSource dataSource)
{
    private const int LongestError = 2000;

    // One step of an index for each lane, however many messages wait in it.
    private const string LanesStatement =
        """
        WITH RECURSIVE lanes AS (
            (SELECT topic, tenant_id, lane FROM platform.outbox
             WHERE lane IS NOT NULL AND next_attempt_at IS NOT NULL ORDER BY topic, tenant_id, lane LIMIT 1)
            UNION ALL
            SELECT n.topic, n.tenant_id, n.lane FROM lanes AS l CROSS JOIN LATERAL (
                SELECT o.topic, o.tenant_id, o.lane FROM platform.outbox AS o
                WHERE o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL AND (o.topic, o.tenant_id, o.lane) > (l.topic, l.tenant_id, l.lane)
                ORDER BY o.topic, o.tenant_id, o.lane LIMIT 1) AS n
        )
        SELECT l.topic, l.tenant_id, l.lane FROM lanes AS l
        WHERE l.topic = ANY ($1) AND NOT EXISTS (
            SELECT FROM platform.delivery_lanes AS d
            WHERE d.topic = l.topic AND d.tenant_id = l.tenant_id AND d.lane = l.lane AND (d.claimed_until > $2 OR d.retry_at > $2))
        LIMIT $3
        """;

    private const string ClaimStatement =
        """
        INSERT INTO platform.delivery_lanes AS d (topic, tenant_id, lane, claim, claimed_until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (topic, tenant_id, lane) DO UPDATE SET claim = excluded.claim, claimed_until = excluded.claimed_until
        WHERE d.claimed_until <= $6 AND (d.retry_at IS NULL OR d.retry_at <= $6)
        RETURNING failures
        """;

    /// <summary>Writes a message, in the transaction that causes it.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">Which deliverer takes it.</param>
    /// <param name="lane">What it keeps its place in.</param>
    /// <param name="key">By which receivers tell repeats.</param>
    /// <param name="payload">JSON.</param>
    public static NpgsqlBatchCommand Write(Guid tenantId, string topic, string lane, string key, string payload)
    {
        NpgsqlBatchCommand command = new("INSERT INTO platform.outbox (tenant_id, topic, lane, key, payload) VALUES ($1, $2, $3, $4, $5)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    /// <summary>Sends messages that were set aside once more, each in its old place; how many they were.</summary>
    public async Task<int> ReplayAsync(Guid tenantId, string topic, string lane, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        foreach (string text in new[]
        {
            "UPDATE platform.outbox SET next_attempt_at = now(), attempts = 0, created_at = now() WHERE tenant_id = $1 AND topic = $2 AND lane = $3 AND next_attempt_at IS NULL",
            "UPDATE platform.delivery_lanes SET retry_at = NULL, failures = 0 WHERE tenant_id = $1 AND topic = $2 AND lane = $3",
        })
        {
            NpgsqlBatchCommand command = new(text);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        return (int)batch.BatchCommands[0].RecordsAffected;
    }

    /// <summary>Lanes with messages that nobody is at.</summary>
    internal async Task<IReadOnlyList<LaneKey>> LanesAsync(IReadOnlyCollection<string> topics, DateTime now, int most, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(LanesStatement);
        command.Parameters.Add(new NpgsqlParameter { Value = topics.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        List<LaneKey> lanes = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) lanes.Add(new LaneKey(reader.GetString(0), reader.GetGuid(1), reader.GetString(2)));
        return lanes;
    }

    /// <summary>Takes a lane, or holds it longer; its failures so far, or null when another has it or it is to wait.</summary>
    internal async Task<int?> ClaimAsync(LaneKey lane, Guid claim, DateTime now, DateTime until, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ClaimStatement);
        AddKey(command, lane);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = until });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }

    /// <summary>The first messages of a lane.</summary>
    internal async Task<IReadOnlyList<Delivery>> ReadAsync(LaneKey lane, int most, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT id, key, payload::text, created_at, attempts + 1 FROM platform.outbox
            WHERE topic = $1 AND tenant_id = $2 AND lane = $3 AND lane IS NOT NULL AND next_attempt_at IS NOT NULL ORDER BY id LIMIT $4
            """);
        AddKey(command, lane);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        List<Delivery> messages = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(new Delivery(
                reader.GetInt64(0), lane.TenantId, lane.Topic, lane.Lane, reader.GetString(1), reader.GetString(2), reader.GetDateTime(3), reader.GetInt32(4)));
        }

        return messages;
    }

    /// <summary>Notes what became of messages of a lane, and how long it is to wait; the claim ends, or is held on to.</summary>
    internal async Task SettleAsync(LaneKey lane, Guid claim, LaneOutcome outcome, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        NpgsqlBatchCommand delivered = new("DELETE FROM platform.outbox WHERE id = ANY ($1)");
        delivered.Parameters.Add(new NpgsqlParameter { Value = outcome.Delivered.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        batch.BatchCommands.Add(delivered);
        if (outcome.Failed is { } failed)
        {
            NpgsqlBatchCommand noted = new(
                "UPDATE platform.outbox SET attempts = attempts + 1, last_error = $2, next_attempt_at = CASE WHEN $3 THEN NULL ELSE next_attempt_at END WHERE id = $1");
            noted.Parameters.Add(new NpgsqlParameter<long> { TypedValue = failed.Id });
            noted.Parameters.Add(new NpgsqlParameter<string> { TypedValue = failed.Error.Length > LongestError ? failed.Error[..LongestError] : failed.Error });
            noted.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = failed.IsSetAside });
            batch.BatchCommands.Add(noted);
        }

        NpgsqlBatchCommand held = new(
            "UPDATE platform.delivery_lanes SET claimed_until = $5, failures = $6, retry_at = $7 WHERE topic = $1 AND tenant_id = $2 AND lane = $3 AND claim = $4");
        held.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Topic });
        held.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lane.TenantId });
        held.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Lane });
        held.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim });
        held.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = outcome.ClaimedUntil });
        held.Parameters.Add(new NpgsqlParameter<int> { TypedValue = outcome.Failures });
        held.Parameters.Add(new NpgsqlParameter { Value = outcome.RetryAt is { } at ? at : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        batch.BatchCommands.Add(held);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static void AddKey(NpgsqlCommand command, LaneKey lane)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Topic });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lane.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lane.Lane });
    }
}
