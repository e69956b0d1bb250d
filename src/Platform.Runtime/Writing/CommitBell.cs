using Npgsql;

namespace Platform.Runtime.Writing;

/// <summary>
/// Wakes those who follow the outbox, on every node, after a write has been committed. The announcement is a transaction of its own, one for
/// many writes: announced within the writes, PostgreSQL would commit them one at a time. An announcement that is lost delays the
/// followers, who look by themselves every few seconds, and loses nothing.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="time">The clock.</param>
public sealed class CommitBell(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Channel of the announcements; they have no payload.</summary>
    public const string Channel = "platform_records";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private int _rings;

    /// <summary>Announces that something was committed; returns at once.</summary>
    public void Ring()
    {
        if (Interlocked.Increment(ref _rings) == 1) _ = AnnounceAsync();
    }

    private async Task AnnounceAsync()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _rings);
            try
            {
                // Nothing is lost with an announcement that a crash undoes, so nobody waits for the disk.
                await using NpgsqlCommand notify = dataSource.CreateCommand("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')");
                notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
                await notify.ExecuteNonQueryAsync();
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or ObjectDisposedException)
            {
                // The database is away, or the host stops: followers look by themselves.
            }

            await Task.Delay(Pause, time);
        }
        while (Interlocked.CompareExchange(ref _rings, 0, seen) != seen);
    }
}
