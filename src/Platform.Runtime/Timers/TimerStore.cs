using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Timers;

/// <summary>The timers in the database. Every instant is the caller's clock's, never the database's.</summary>
/// <param name="dataSource">Connections to the database.</param>
public sealed class TimerStore(NpgsqlDataSource dataSource)
{
    private const int LongestError = 2000;

    private const string ClaimStatement =
        """
        UPDATE platform.timers AS t SET claimed_until = $2, attempts = t.attempts + 1
        WHERE t.id = ANY (ARRAY(
            SELECT id FROM platform.timers
            WHERE failed_at IS NULL AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) AND topic = ANY ($3)
            ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED))
        RETURNING t.id, t.tenant_id, t.topic, t.key, t.due_at, t.payload::text, t.attempts
        """;

    /// <summary>
    /// Sets a timer, or sets the one of that key anew. The command is for the transaction that makes it due: it then stands or falls with it.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topic">Which handler takes it.</param>
    /// <param name="key">Its name within the topic.</param>
    /// <param name="dueAt">When, UTC.</param>
    /// <param name="payload">JSON for the handler.</param>
    public static NpgsqlBatchCommand Set(Guid tenantId, string topic, string key, DateTime dueAt, string payload)
    {
        NpgsqlBatchCommand command = new(
            """
            INSERT INTO platform.timers (tenant_id, topic, key, due_at, payload) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, topic, key) DO UPDATE
            SET due_at = excluded.due_at, payload = excluded.payload, attempts = timers.attempts + 1, claimed_until = NULL, failed_at = NULL, last_error = NULL
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dueAt });
        command.Parameters.Add(new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    /// <summary>Takes a timer back; nothing happens when there is none.</summary>
    public static NpgsqlBatchCommand Cancel(Guid tenantId, string topic, string key)
    {
        NpgsqlBatchCommand command = new("DELETE FROM platform.timers WHERE tenant_id = $1 AND topic = $2 AND key = $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        return command;
    }

    /// <summary>Carries commands out in a transaction of their own.</summary>
    public async Task RunAsync(IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        foreach (NpgsqlBatchCommand command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Notes within the handler's transaction that the timer was handled. False: another node took it over or it was set anew meanwhile, and the transaction must be
    /// rolled back.
    /// </summary>
    public static async Task<bool> CompleteAsync(DueTimer timer, NpgsqlConnection connection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await using NpgsqlCommand command = new("DELETE FROM platform.timers WHERE id = $1 AND attempts = $2", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = timer.Id }, new NpgsqlParameter<int> { TypedValue = timer.Attempt } },
        };
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Claims timers that are due, the longest due first.</summary>
    internal async Task<IReadOnlyList<DueTimer>> ClaimAsync(IReadOnlyCollection<string> topics, DateTime now, TimerOptions options, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ClaimStatement);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.Lease });
        command.Parameters.Add(new NpgsqlParameter { Value = topics.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Portion });
        List<DueTimer> due = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            due.Add(new DueTimer(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetString(5), reader.GetInt32(6)));
        }

        return [.. due.OrderBy(t => t.DueAt)];
    }

    /// <summary>Deletes a timer that was handled, unless its handler did.</summary>
    internal async Task ForgetAsync(DueTimer timer, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await CompleteAsync(timer, connection, cancellation);
    }

    /// <summary>Notes that an attempt failed: the timer is due again later, or given up.</summary>
    internal async Task FailAsync(DueTimer timer, string error, DateTime now, TimerOptions options, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            UPDATE platform.timers SET due_at = $3, claimed_until = NULL, last_error = $4, failed_at = $5
            WHERE id = $1 AND attempts = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = timer.Attempt });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.PauseAfter(timer.Attempt) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.Length > LongestError ? error[..LongestError] : error });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = timer.Attempt >= options.MaxAttempts ? now : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
