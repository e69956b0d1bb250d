using Platform.Runtime.Problems;

namespace Platform.Runtime.Subscriptions;

/// <summary>Deletes events that nobody can ask for any more.</summary>
internal sealed class EventRetention(EventStore store, SubscriptionOptions options, TimeProvider time) : BackgroundService
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
            catch (Exception failure) when (DatabaseFailure.Classify(failure) is not null)
            {
                // Old events harm nobody: the next round deletes them.
            }
        }
    }
}
