using Npgsql;
using NpgsqlTypes;

namespace Platform.Runtime.Timers;

/// <summary>What administrators see of time that could not do its part, and what they do about it.</summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="time">The clock.</param>
public sealed class TimerReports(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Most timers of a page.</summary>
    public const int MostOfPage = 200;

    /// <summary>Timers of a tenant that failed: those that are tried again, and those that were given up, which come first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="first">Most that are given.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<FailedTimer>> FailedAsync(Guid tenantId, int first, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT id, topic, key, payload->>'object', payload->>'record', payload->>'request', attempts, last_error, due_at, failed_at FROM platform.timers
            WHERE tenant_id = $1 AND last_error IS NOT NULL ORDER BY failed_at NULLS LAST, due_at, id LIMIT $2
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Min(first, MostOfPage) });
        List<FailedTimer> timers = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            string? Text(int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
            DateTime? givenUpAt = reader.IsDBNull(9) ? null : reader.GetDateTime(9);
            timers.Add(new FailedTimer(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Text(3), Text(4), Text(5), reader.GetInt32(6), reader.GetString(7), givenUpAt is null ? reader.GetDateTime(8) : null, givenUpAt));
        }

        return timers;
    }

    /// <summary>Has failed timers tried at once, with all their attempts before them; those at work stay as they are.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="timers">Their numbers; all of the tenant when null.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many they were.</returns>
    public async Task<int> RetryAsync(Guid tenantId, IReadOnlyCollection<long>? timers, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            UPDATE platform.timers SET due_at = $3, attempts = 0, failed_at = NULL, claimed_until = NULL, generation = generation + 1
            WHERE tenant_id = $1 AND last_error IS NOT NULL AND ($2 IS NULL OR id = ANY ($2)) AND (failed_at IS NOT NULL OR claimed_until IS NULL OR claimed_until <= $3)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter { Value = timers is null ? DBNull.Value : timers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A timer whose handler failed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Key">Its name within the topic.</param>
/// <param name="Object">Object of the record that it is about; null for none.</param>
/// <param name="Record">The record; null for none.</param>
/// <param name="Request">The approval request that it is about, where its key does not name it; null for none.</param>
/// <param name="Attempts">How often it was tried since it was set.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="RetryAt">When it is tried again, UTC; null when it was given up.</param>
/// <param name="GivenUpAt">When it was given up, UTC; null while it is tried again.</param>
public sealed record FailedTimer(
    long Id, string Topic, string Key, string? Object, string? Record, string? Request, int Attempts, string Error, DateTime? RetryAt, DateTime? GivenUpAt);
