namespace Platform.Runtime.Inbound;

/// <summary>Deletes calls that are too old.</summary>
internal sealed partial class InboundRetention(InboundCalls calls, TimeProvider time, ILogger<InboundRetention> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromHours(1), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await calls.ForgetAsync(time.GetUtcNow().UtcDateTime, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is old harms nobody: the next round deletes it.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old calls could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
