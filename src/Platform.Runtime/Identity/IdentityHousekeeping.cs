using Npgsql;

namespace Platform.Runtime.Identity;

/// <summary>Deletes sessions and counts of failed sign-ins that have ended. Several nodes may do it at once.</summary>
internal sealed partial class IdentityHousekeeping(NpgsqlDataSource dataSource, TimeProvider time, ILogger<IdentityHousekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using NpgsqlCommand delete = dataSource.CreateCommand(
                    """
                    DELETE FROM platform.sessions WHERE expires_at <= now();
                    DELETE FROM platform.sign_in_attempts WHERE window_ends_at <= now();
                    """);
                await delete.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Ended rows harm nobody: the next round deletes them.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Ended sessions could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
