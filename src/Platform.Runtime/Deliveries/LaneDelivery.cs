using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Deliveries;

/// <summary>Delivers the messages of one lane, one after the other.</summary>
internal sealed partial class LaneDelivery(
    DeliveryStore store, IReadOnlyDictionary<string, IDeliverer> deliverers, DeliveryOptions options, TimeProvider time, ILogger logger)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Delivers the messages of a lane until it is empty or fails; how many went out and count.</summary>
    public async Task<int> EmptyAsync(LaneKey lane, CancellationToken cancellation)
    {
        Guid claim = Guid.CreateVersion7();
        if (await store.ClaimAsync(lane, claim, Now, options, cancellation) is not { } claimed) return 0;
        int delivered = 0;
        (int failures, LanePortion portion) = claimed;
        while (true)
        {
            LaneOutcome outcome = await DeliverAsync(portion.Messages, failures, cancellation);
            // A host that stops notes what went out, or it would go out again, and lets go of the lane.
            bool goesOn = !cancellation.IsCancellationRequested && outcome.RetryAt is null && (portion.IsFull || outcome.Delivered.Count < portion.Messages.Count);
            Settlement settled = await store.SettleAsync(lane, claim, outcome with { ClaimedUntil = goesOn ? Now + options.Lease : null }, Now, options, CancellationToken.None);
            if (settled == Settlement.Lost)
            {
                LogLost(logger, lane.Topic, lane.Target, lane.Lane);
                return delivered;
            }

            delivered += outcome.Delivered.Count;
            if (settled is Settlement.Opened or Settlement.Stopped) await ReportAsync(lane, settled == Settlement.Stopped, outcome.Failed!.Error, cancellation);
            if (!goesOn) return delivered;
            if (settled is Settlement.Opened or Settlement.Rests or Settlement.Stopped)
            {
                // A message was set aside, and the target rests: the next one asks no sooner than any other lane's would.
                await store.SettleAsync(lane, claim, new LaneOutcome([], null, null, 0, null), Now, options, CancellationToken.None);
                return delivered;
            }

            failures = outcome.Failures;
            portion = await store.ReadAsync(lane, claim, options, cancellation);
        }
    }

    private async Task<LaneOutcome> DeliverAsync(IReadOnlyList<Delivery> messages, int failures, CancellationToken cancellation)
    {
        List<Delivery> delivered = [];
        DateTime began = Now;
        foreach (Delivery message in messages)
        {
            if (cancellation.IsCancellationRequested) break;
            if (await TryAsync(message, cancellation) is { } failure)
            {
                if (cancellation.IsCancellationRequested && failure is OperationCanceledException) break;
                LogFailed(logger, message.Topic, message.Target, message.Lane, message.Attempt, failure.Message);
                FailedDelivery failed = Judge(message, failure);
                if (failed.IsSetAside) return new LaneOutcome(delivered, failed, null, 0, null);
                failures = (delivered.Count > 0 ? 0 : failures) + (failed.IsAttempt ? 1 : 0);
                return new LaneOutcome(delivered, failed, null, failures, failed.RetryAt ?? (Now + (options.PauseAfter(failures) * options.Chance())));
            }

            delivered.Add(message);

            // Half of the lease is left for what a receiver may take: the rest is read anew.
            if (Now - began >= options.Lease / 2) break;
        }

        return new LaneOutcome(delivered, null, null, 0, null);
    }

    /// <summary>Delivers a message; null, or why it was not.</summary>
    private async Task<Exception?> TryAsync(Delivery message, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = new(options.Lease / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await deliverers[message.Topic].DeliverAsync(message, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new TimeoutException("No answer in time.");
        }
        catch (Exception failure)
        {
            // Whatever a deliverer trips over is the message's matter, never that of other lanes.
            return failure;
        }
    }

    private FailedDelivery Judge(Delivery message, Exception failure)
    {
        bool isSetAside = failure is UndeliverableException || (failure is not (TargetGoneException or TenantNotReadyException) && Now - message.CreatedAt > options.GiveUpAfter);
        TargetBlame blame = failure switch
        {
            UndeliverableException or PostponedException or TenantNotReadyException => TargetBlame.None,
            TargetGoneException => TargetBlame.Stops,
            _ => TargetBlame.Counts,
        };
        TimeSpan? pause = failure switch
        {
            TargetBusyException busy => busy.After < options.LongestPause ? busy.After : options.LongestPause,
            PostponedException => options.FirstPause,
            TenantNotReadyException => TenantNotReadyException.Pause,
            _ => null,
        };
        return new FailedDelivery(message, FailureText.Of(failure.Message), isSetAside, blame, isSetAside ? null : Now + pause, failure is not (PostponedException or TenantNotReadyException));
    }

    private async Task ReportAsync(LaneKey lane, bool isStopped, string reason, CancellationToken cancellation)
    {
        LogInterrupted(logger, lane.Topic, lane.Target, reason);
        await deliverers[lane.Topic].InterruptedAsync(lane.TenantId, lane.Target, isStopped, reason, cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Another node has taken {Lane} of {Topic} to {Target}: what was delivered here is delivered again")]
    private static partial void LogLost(ILogger logger, string topic, string target, string lane);

    [LoggerMessage(LogLevel.Information, "A message of {Topic} to {Target} in {Lane} was not delivered at attempt {Attempt}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string topic, string target, string lane, int attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "Messages of {Topic} to {Target} rest: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string topic, string target, string reason);
}
