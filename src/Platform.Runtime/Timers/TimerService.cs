using Platform.Runtime.Problems;

namespace Platform.Runtime.Timers;

/// <summary>
/// Fires timers that are due, on every node: a timer is claimed by one of them, and taken over by another when that one dies. While nothing is due the look is one
/// search of an index.
/// </summary>
internal sealed partial class TimerService(
    TimerStore store, IEnumerable<ITimerHandler> handlers, TimerOptions options, TimeProvider time, ILogger<TimerService> logger) : BackgroundService
{
    private readonly Dictionary<string, ITimerHandler> _handlers = handlers.ToDictionary(h => h.Topic, StringComparer.Ordinal);

    /// <summary>Fires what is due now; how many that were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        int fired = 0;
        IReadOnlyList<DueTimer> due;
        do
        {
            due = await store.ClaimAsync(_handlers.Keys, Now, options, cancellation);
            await Parallel.ForEachAsync(
                due, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, async (timer, c) => await FireAsync(timer, c));
            fired += due.Count;
        }
        while (due.Count == options.Portion);
        return fired;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_handlers.Count == 0) return;
        using PeriodicTimer look = new(options.PollInterval, time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (DatabaseFailure.Classify(failure) is { } known)
            {
                // What could not be claimed now is claimed when the database is back.
                LogInterrupted(logger, known.Code);
            }
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        try
        {
            await _handlers[timer.Topic].FireAsync(timer, cancellation);
            await store.ForgetAsync(timer, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops: the claim runs out, and another node takes over.
            throw;
        }
        catch (Exception failure)
        {
            // Whatever a handler trips over must not stop the timers of others.
            LogFailed(logger, failure, timer.Topic, timer.Key, timer.Attempt);
            await store.FailAsync(timer, failure.Message, Now, options, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Timers are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The timer {Topic} {Key} failed at attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string topic, string key, int attempt);
}
