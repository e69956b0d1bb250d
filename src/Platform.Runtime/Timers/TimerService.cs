using System.Collections.Concurrent;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Timers;

/// <summary>
/// Fires timers that are due, on every node: a timer is claimed by one of them, and taken over by another when that one dies. While nothing is due the look is one
/// search of an index.
/// </summary>
internal sealed partial class TimerService(
    TimerStore store, IEnumerable<ITimerHandler> handlers, TimerOptions options, TimeProvider time, ILogger<TimerService> logger) : BackgroundService
{
    private readonly Dictionary<string, ITimerHandler> _handlers = handlers.ToDictionary(h => h.Topic, StringComparer.Ordinal);
    private readonly string[] _lasting = [.. handlers.Where(h => h.NeverGivesUp).Select(h => h.Topic)];

    /// <summary>Fires what is due now; how many that were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        int fired = 0;
        ClaimedTimers claimed;
        do
        {
            DateTime claimedAt = Now;
            claimed = await store.ClaimAsync(_handlers.Keys, _lasting, claimedAt, options, cancellation);
            foreach (DueTimer lost in claimed.GivenUp) LogGivenUp(logger, lost.Topic, lost.Key, lost.Attempt - 1);
            await FireAsync(claimed.Due, claimedAt, cancellation);
            fired += claimed.Due.Count;
        }
        while (claimed.Count == options.Portion);
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
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // What could not be claimed or noted now is claimed when the database is back, or the claim has run out.
                if (DatabaseFailure.Classify(failure) is { } known) LogInterrupted(logger, known.Code);
                else LogBroken(logger, failure);
            }
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task FireAsync(IReadOnlyList<DueTimer> due, DateTime claimedAt, CancellationToken cancellation)
    {
        ConcurrentDictionary<long, DueTimer> waiting = new(due.Select(t => KeyValuePair.Create(t.Id, t)));
        try
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, async (timer, c) =>
            {
                waiting.TryRemove(timer.Id, out _);
                await TakeAsync(timer, claimedAt, c);
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && !waiting.IsEmpty)
        {
            // The host stops: what it has not begun is another node's at once.
            await store.ReleaseAsync([.. waiting.Values], CancellationToken.None);
            throw;
        }
    }

    private async Task TakeAsync(DueTimer timer, DateTime claimedAt, CancellationToken cancellation)
    {
        // One that has waited for others of its portion is held anew: by now it may be another node's.
        if (Now - claimedAt > options.Lease / 4 && !await store.HoldAsync(timer, Now + options.Lease, cancellation)) return;
        using CancellationTokenSource lease = new(options.Lease / 2, time);
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Token);
        try
        {
            // A handler that does not end is left to itself: whatever it comes to counts for nothing, and the others go on.
            await _handlers[timer.Topic].FireAsync(timer, limited.Token).WaitAsync(limited.Token);
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
            string reason = lease.IsCancellationRequested ? "The handler took too long." : failure.Message;
            ITimerHandler handler = _handlers[timer.Topic];
            bool givesUp = !handler.NeverGivesUp && timer.Attempt >= options.MaxAttempts;

            // Nothing was tried for a tenant that is not served: it may be mended days later.
            if (failure is TenantNotReadyException) await store.PostponeAsync(timer, reason, Now + TenantNotReadyException.Pause, cancellation);
            else await store.FailAsync(timer, reason, Now, givesUp ? null : options.PauseAfter(timer.Attempt, handler.MostPause), cancellation);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Timers are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The timer {Topic} {Key} failed at attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string topic, string key, int attempt);

    [LoggerMessage(LogLevel.Error, "Timers failed; the next look is as usual")]
    private static partial void LogBroken(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "The timer {Topic} {Key} is given up: none of {Attempts} attempts came to an end")]
    private static partial void LogGivenUp(ILogger logger, string topic, string key, int attempts);
}
