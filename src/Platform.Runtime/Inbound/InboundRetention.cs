using Platform.Runtime.Problems;

namespace Platform.Runtime.Inbound;

/// <summary>Deletes calls that are too old.</summary>
internal sealed class InboundRetention(InboundCalls calls, TimeProvider time) : BackgroundService
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
            catch (Exception failure) when (DatabaseFailure.Classify(failure) is not null)
            {
                // What is old harms nobody: the next round deletes it.
            }
        }
    }
}
