using Platform.Runtime.Problems;

namespace Platform.Runtime.Deliveries;

/// <summary>Deletes messages that were set aside, and attempts, when they are too old.</summary>
internal sealed class DeliveryRetention(DeliveryAdministration administration, DeliveryOptions options, TimeProvider time) : BackgroundService
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
            catch (Exception failure) when (DatabaseFailure.Classify(failure) is not null)
            {
                // What is old harms nobody: the next round deletes it.
            }
        }
    }
}
