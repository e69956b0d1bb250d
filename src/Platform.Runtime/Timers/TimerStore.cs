using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Timers;

/// <summary>The timers in the database. Every instant is the caller's clock's, never the database's.</summary>
/// <param name="dataSource">Connections to the database.</param>
public sealed class TimerStore(NpgsqlDataSource dataSource)
{
    // A timer that took every node down which handled it is given up like one whose handler failed as often, unless its topic never gives up.
    private const string ClaimStatement =
        """
        UPDATE platform.timers AS t SET
            generation = t.generation + 1, claimed_until = $2, attempts = t.attempts + 1,
            failed_at = CASE WHEN t.attempts >= $5 AND t.topic <> ALL ($7) THEN $1 END,
            last_error = CASE WHEN t.attempts >= $5 THEN coalesce(t.last_error, $6) ELSE t.last_error END
        WHERE t.id = ANY (ARRAY(
            SELECT id FROM platform.timers
            WHERE failed_at IS NULL AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) AND topic = ANY ($3)
            ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED))
        RETURNING t.id, t.tenant_id, t.topic, t.key, t.due_at, t.payload::text, t.attempts, t.generation, t.failed_at IS NOT NULL
        """;

    private const string SetAnew =
        """

        ON CONFLICT (tenant_id, topic, key) DO UPDATE
        SET due_at = excluded.due_at, payload = excluded.payload, attempts = 0, generation = timers.generation + 1, claimed_until = NULL, failed_at = NULL, last_error = NULL
        """;

    private const string CompleteStatement = "DELETE FROM platform.timers WHERE id = $1 AND generation = $2 RETURNING id";

    private const string NeverAnswered = "No node that handled the timer came to an end.";

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
            "INSERT INTO platform.timers (tenant_id, topic, key, due_at, payload) VALUES ($1, $2, $3, $4, $5)" + SetAnew);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dueAt });
        command.Parameters.Add(new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    /// <summary>As <see cref="Set"/>, of many timers of a topic by one statement; each key is there once.</summary>
    public static NpgsqlBatchCommand SetMany(Guid tenantId, string topic, IReadOnlyCollection<(string Key, DateTime DueAt, string Payload)> timers)
    {
        NpgsqlBatchCommand command = new(
            """
            INSERT INTO platform.timers (tenant_id, topic, key, due_at, payload)
            SELECT $1, $2, t.key, t.due_at, t.payload::jsonb FROM unnest($3, $4, $5) AS t (key, due_at, payload)
            """ + SetAnew);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. timers.Select(t => t.Key)] });
        command.Parameters.Add(new NpgsqlParameter { Value = timers.Select(t => t.DueAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. timers.Select(t => t.Payload)] });
        return command;
    }

    /// <summary>As <see cref="Set"/>, but a timer of that key that is due sooner, or at work, stays as it is.</summary>
    public static NpgsqlBatchCommand SetUnlessEarlier(Guid tenantId, string topic, string key, DateTime dueAt, string payload)
    {
        NpgsqlBatchCommand command = Set(tenantId, topic, key, dueAt, payload);
        command.CommandText += " WHERE timers.failed_at IS NOT NULL OR timers.due_at > excluded.due_at";
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

    /// <summary>Takes timers of a topic back.</summary>
    public static NpgsqlBatchCommand Cancel(Guid tenantId, string topic, string[] keys)
    {
        NpgsqlBatchCommand command = new("DELETE FROM platform.timers WHERE tenant_id = $1 AND topic = $2 AND key = ANY ($3)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = keys });
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
        await using NpgsqlCommand command = new(CompleteStatement, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = timer.Id }, new NpgsqlParameter<long> { TypedValue = timer.Generation } },
        };
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>As <see cref="CompleteAsync"/>, for a transaction that sends its statements together: one row when the timer was this node's, none when it is not.</summary>
    public static NpgsqlBatchCommand Complete(DueTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        NpgsqlBatchCommand command = new(CompleteStatement);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Generation });
        return command;
    }

    /// <summary>Claims timers that are due, the longest due first.</summary>
    /// <param name="topics">Topics that this node handles.</param>
    /// <param name="lasting">Those of them whose timers are never given up.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <param name="options">How many, for how long, and after how many attempts one is given up.</param>
    /// <param name="cancellation">Cancels.</param>
    internal async Task<ClaimedTimers> ClaimAsync(
        IReadOnlyCollection<string> topics, IReadOnlyCollection<string> lasting, DateTime now, TimerOptions options, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ClaimStatement);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.Lease });
        command.Parameters.Add(new NpgsqlParameter { Value = topics.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Portion });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.MaxAttempts });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NeverAnswered });
        command.Parameters.Add(new NpgsqlParameter { Value = lasting.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        List<DueTimer> due = [], givenUp = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            (reader.GetBoolean(8) ? givenUp : due).Add(new DueTimer(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetString(5), reader.GetInt32(6), reader.GetInt64(7)));
        }

        return new ClaimedTimers([.. due.OrderBy(t => t.DueAt)], givenUp);
    }

    /// <summary>Holds a timer longer whose claim has waited; false when it is another's by now, or was set anew.</summary>
    internal async Task<bool> HoldAsync(DueTimer timer, DateTime until, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("UPDATE platform.timers SET claimed_until = $3 WHERE id = $1 AND generation = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Generation });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = until });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Deletes a timer that was handled, unless its handler did.</summary>
    internal async Task ForgetAsync(DueTimer timer, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await CompleteAsync(timer, connection, cancellation);
    }

    /// <summary>Gives claimed timers back that were not begun: they are due as before, and the claim was no attempt.</summary>
    internal async Task ReleaseAsync(IReadOnlyCollection<DueTimer> timers, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            UPDATE platform.timers AS t SET claimed_until = NULL, attempts = t.attempts - 1
            FROM unnest($1, $2) AS r (id, generation) WHERE t.id = r.id AND t.generation = r.generation
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. timers.Select(t => t.Id)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. timers.Select(t => t.Generation)] });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Notes that an attempt failed: the timer is due again after a pause, or given up when there is none.</summary>
    internal async Task FailAsync(DueTimer timer, string error, DateTime now, TimeSpan? pause, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "UPDATE platform.timers SET due_at = coalesce($3, due_at), claimed_until = NULL, last_error = $4, failed_at = $5 WHERE id = $1 AND generation = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Generation });
        command.Parameters.Add(Instant(now + pause));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FailureText.Of(error) });
        command.Parameters.Add(Instant(pause is null ? now : null));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Notes that nothing could be tried: the timer is due later, and the claim was no attempt.</summary>
    internal async Task PostponeAsync(DueTimer timer, string reason, DateTime until, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "UPDATE platform.timers SET due_at = $3, claimed_until = NULL, last_error = $4, attempts = attempts - 1 WHERE id = $1 AND generation = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = timer.Generation });
        command.Parameters.Add(Instant(until));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FailureText.Of(reason) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Instant(DateTime? at) => new() { Value = at ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}

/// <summary>What a look found.</summary>
/// <param name="Due">To be handled, the longest due first.</param>
/// <param name="GivenUp">Those that brought down every node which handled them; they are kept, and not tried again.</param>
internal sealed record ClaimedTimers(IReadOnlyList<DueTimer> Due, IReadOnlyList<DueTimer> GivenUp)
{
    /// <summary>How many were claimed.</summary>
    public int Count => Due.Count + GivenUp.Count;
}
