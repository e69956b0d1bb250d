namespace Platform.Runtime.Deliveries;

/// <summary>Deletes messages that were set aside, and attempts, when they are too old.</summary>
internal sealed partial class DeliveryRetention(
    DeliveryAdministration administration, DeliveryOptions options, TimeProvider time, ILogger<DeliveryRetention> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(TimeSpan.FromHours(1), time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await administration.ForgetAsync(options, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is old harms nobody: the next round deletes it.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old deliveries could not be deleted; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
