using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Platform.Runtime.Identity;

/// <summary>Counts failed sign-ins by e-mail address, in the database, so that it holds over all nodes and restarts.</summary>
internal sealed class SignInThrottle(NpgsqlDataSource dataSource)
{
    /// <summary>Failures within <see cref="Window"/> after which an address is refused until the window ends.</summary>
    internal const int MostFailures = 10;

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Counts an attempt before its password is looked at, so that many at once get no more guesses than one after another.
    /// </summary>
    /// <returns>How long to wait, when the attempt is refused; otherwise null.</returns>
    internal async Task<TimeSpan?> CountAttemptAsync(string normalizedEmail, CancellationToken cancellation)
    {
        await using NpgsqlCommand count = dataSource.CreateCommand(
            """
            INSERT INTO platform.sign_in_attempts AS a (key, failures, window_ends_at) VALUES ($1, 1, now() + $2)
            ON CONFLICT (key) DO UPDATE SET
                failures = CASE WHEN a.window_ends_at <= now() THEN 1 ELSE a.failures + 1 END,
                window_ends_at = CASE WHEN a.window_ends_at <= now() THEN now() + $2 ELSE a.window_ends_at END
            RETURNING failures, window_ends_at - now()
            """);
        count.Parameters.AddWithValue(Key(normalizedEmail));
        count.Parameters.AddWithValue(Window);
        await using NpgsqlDataReader row = await count.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return row.GetInt32(0) > MostFailures ? row.GetTimeSpan(1) : null;
    }

    /// <summary>Forgets the failures of an address, after a success.</summary>
    internal async Task ForgetAsync(string normalizedEmail, CancellationToken cancellation)
    {
        await using NpgsqlCommand forget = dataSource.CreateCommand("DELETE FROM platform.sign_in_attempts WHERE key = $1");
        forget.Parameters.AddWithValue(Key(normalizedEmail));
        await forget.ExecuteNonQueryAsync(cancellation);
    }

    private static byte[] Key(string normalizedEmail) => SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail));
}
