using Npgsql;

namespace Platform.Testing;

/// <summary>Statements that wait for a lock which a test holds.</summary>
public static class BlockedStatements
{
    /// <summary>Waits until a statement waits for <paramref name="holder"/>, and cancels it as the server does for a client that has gone.</summary>
    /// <param name="holder">A connection that holds the lock; it stays usable.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task CancelOneAsync(NpgsqlConnection holder, CancellationToken cancellation) => UntilAsync(holder, "pg_cancel_backend(pid)", cancellation);

    /// <summary>Waits until a statement waits for <paramref name="holder"/>.</summary>
    /// <param name="holder">A connection that holds the lock; it stays usable.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task AwaitOneAsync(NpgsqlConnection holder, CancellationToken cancellation) => UntilAsync(holder, "true", cancellation);

    private static async Task UntilAsync(NpgsqlConnection holder, string act, CancellationToken cancellation)
    {
        bool found = false;
        while (!found)
        {
            // The holder is in a transaction, which sees the sessions as they were when it first looked, unless it is told to look again.
            await using NpgsqlCommand command = new(
                $"select pg_stat_clear_snapshot(); select count(*) from (select {act} as done from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)) and datname = current_database()) as acts where done",
                holder);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            found = reader.GetInt64(0) > 0;
        }
    }
}
