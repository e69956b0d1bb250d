namespace Platform.Runtime.Database;

/// <summary>Starts the embedded server again when it has died, for example killed by the system for want of memory.</summary>
internal sealed partial class DatabaseKeeper(DatabaseServer database, TimeProvider time, ILogger<DatabaseKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsEmbedded) return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await database.EnsureRunningAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogRestartFailed(logger, failure.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The embedded database is down and could not be started again: {Reason}")]
    private static partial void LogRestartFailed(ILogger logger, string reason);
}
