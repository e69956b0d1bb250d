using Npgsql;

namespace Platform.Runtime.Deliveries;

/// <summary>What those who look after targets see: how each fares, what waits and what was set aside, what was tried.</summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="options">When circuits open.</param>
public sealed class DeliveryReports(NpgsqlDataSource dataSource, DeliveryOptions options)
{
    /// <summary>Most messages that are counted.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Most entries of a page.</summary>
    public const int MostOfPage = 200;

    /// <summary>How a target fares.</summary>
    public async Task<TargetReport> TargetAsync(Guid tenantId, string topic, string target, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            """
            SELECT
                (SELECT count(*) FROM (SELECT FROM platform.outbox WHERE topic = $2 AND tenant_id = $1 AND target = $3 AND lane IS NOT NULL AND next_attempt_at IS NOT NULL LIMIT $4) AS w)::integer,
                (SELECT count(*) FROM (SELECT FROM platform.outbox WHERE topic = $2 AND tenant_id = $1 AND target = $3 AND lane IS NOT NULL AND next_attempt_at IS NULL LIMIT $4) AS s)::integer,
                (SELECT max(attempted_at) FROM (SELECT attempted_at FROM platform.delivery_attempts WHERE tenant_id = $1 AND topic = $2 AND target = $3 ORDER BY id DESC LIMIT 1) AS a),
                t.failures, t.opened_at, t.retry_at, t.stopped_at, t.last_error
            FROM (SELECT 1) AS one LEFT JOIN platform.delivery_targets AS t ON t.topic = $2 AND t.tenant_id = $1 AND t.target = $3
            """,
            tenantId, topic, target, MostCounted);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        int failures = reader.IsDBNull(3) ? 0 : reader.GetInt32(3);
        TargetState state = !reader.IsDBNull(6) ? TargetState.Stopped : failures >= options.CircuitOpensAfter ? TargetState.Open : TargetState.Closed;
        return new TargetReport(state, failures, reader.GetInt32(0), reader.GetInt32(1), Instant(reader, 2), Instant(reader, 4), Instant(reader, 5), Text(reader, 7));
    }

    /// <summary>Messages that wait or were set aside, in the order in which they go out.</summary>
    public async Task<IReadOnlyList<MessageReport>> MessagesAsync(
        Guid tenantId, string topic, string target, bool isSetAside, int first, long after, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            """
            SELECT id, key, payload ->> 'type', created_at, attempts, last_error, payload::text FROM platform.outbox
            WHERE tenant_id = $1 AND topic = $2 AND target = $3 AND lane IS NOT NULL AND (next_attempt_at IS NULL) = $4 AND id > $5 ORDER BY id LIMIT $6
            """,
            tenantId, topic, target, isSetAside, after, Math.Min(first, MostOfPage));
        List<MessageReport> messages = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(new MessageReport(
                reader.GetInt64(0), reader.GetString(1), Text(reader, 2), reader.GetDateTime(3), reader.GetInt32(4), Text(reader, 5), reader.GetString(6)));
        }

        return messages;
    }

    /// <summary>What was tried, the latest first.</summary>
    public async Task<IReadOnlyList<AttemptReport>> AttemptsAsync(
        Guid tenantId, string topic, string target, int first, long before, bool failedOnly, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            """
            SELECT id, message_id, key, event, attempt, attempted_at, duration, status, is_delivered, error, request, response FROM platform.delivery_attempts
            WHERE tenant_id = $1 AND topic = $2 AND target = $3 AND id < $4 AND NOT ($5 AND is_delivered) ORDER BY id DESC LIMIT $6
            """,
            tenantId, topic, target, before, failedOnly, Math.Min(first, MostOfPage));
        List<AttemptReport> attempts = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            attempts.Add(new AttemptReport(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), Text(reader, 3), reader.GetInt32(4), reader.GetDateTime(5), reader.GetInt32(6),
                reader.IsDBNull(7) ? null : reader.GetInt32(7), reader.GetBoolean(8), Text(reader, 9), reader.GetString(10), Text(reader, 11)));
        }

        return attempts;
    }

    private NpgsqlCommand Command(string text, params object[] values)
    {
        NpgsqlCommand command = dataSource.CreateCommand(text);
        foreach (object value in values) command.Parameters.AddWithValue(value);
        return command;
    }

    private static DateTime? Instant(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetDateTime(at);

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
