namespace Platform.Runtime.Subscriptions;

/// <summary>Deletes events that nobody can ask for any more.</summary>
internal sealed partial class EventRetention(EventStore store, SubscriptionOptions options, TimeProvider time, ILogger<EventRetention> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Retention / 6, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The time of a message is when its transaction began; half as long again spares what long transactions wrote.
                await store.DeleteAsync(options.Retention * 1.5, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Old events harm nobody: the next round deletes them.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old events could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
