using Platform.Runtime.Database;
using Platform.Runtime.Problems;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Deliveries;

/// <summary>
/// Takes messages out, lane by lane: within a lane one after the other, lanes beside each other and spread over the nodes. A lane whose receiver fails waits, longer
/// each time, and loses nothing; a node that dies loses its lanes to others.
/// </summary>
internal sealed partial class DeliveryService(
    DeliveryStore store, IEnumerable<IDeliverer> deliverers, DeliveryOptions options, TimeProvider time, ILogger<DeliveryService> logger)
    : BackgroundService, INotificationSubscriber
{
    private readonly Dictionary<string, IDeliverer> _deliverers = deliverers.ToDictionary(d => d.Topic, StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc/>
    public string Channel => CommitBell.Channel;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public void ListeningBegan() => Wake();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }

    /// <inheritdoc/>
    public void Received(string payload) => Wake();

    /// <summary>Delivers what waits now; how many messages went out.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        int delivered = 0;
        IReadOnlyList<LaneKey> lanes;
        do
        {
            lanes = await store.LanesAsync(_deliverers.Keys, Now, options.Parallel, cancellation);
            int before = delivered;
            await Parallel.ForEachAsync(
                lanes, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation },
                async (lane, c) => Interlocked.Add(ref delivered, await EmptyAsync(lane, c)));
            if (delivered == before) break;
        }
        while (lanes.Count == options.Parallel);
        return delivered;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_deliverers.Count == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(stoppingToken);
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (DatabaseFailure.Classify(failure) is { } known)
            {
                // What waits goes out when the database is back.
                LogInterrupted(logger, known.Code);
            }
        }
    }

    /// <summary>Delivers the messages of a lane until it is empty or fails.</summary>
    private async Task<int> EmptyAsync(LaneKey lane, CancellationToken cancellation)
    {
        Guid claim = Guid.CreateVersion7();
        if (await store.ClaimAsync(lane, claim, Now, Now + options.Lease, cancellation) is not { } failures) return 0;
        int delivered = 0;
        while (true)
        {
            IReadOnlyList<Delivery> messages = await store.ReadAsync(lane, options.Portion, cancellation);
            LaneOutcome outcome = await DeliverAsync(messages, failures, cancellation);
            bool goesOn = messages.Count == options.Portion && outcome.RetryAt is null;
            await store.SettleAsync(lane, claim, goesOn ? outcome : outcome with { ClaimedUntil = Now }, cancellation);
            delivered += outcome.Delivered.Count;
            failures = outcome.Failures;
            if (!goesOn && outcome.Failed is not { IsSetAside: true }) return delivered;
            if (!goesOn && await store.ClaimAsync(lane, claim, Now, Now + options.Lease, cancellation) is null) return delivered;
        }
    }

    private async Task<LaneOutcome> DeliverAsync(IReadOnlyList<Delivery> messages, int failures, CancellationToken cancellation)
    {
        List<long> delivered = [];
        DateTime began = Now;
        foreach (Delivery message in messages)
        {
            try
            {
                await _deliverers[message.Topic].DeliverAsync(message, cancellation);
                delivered.Add(message.Id);
                failures = 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                bool isSetAside = failure is UndeliverableException || Now - message.CreatedAt > options.GiveUpAfter;
                LogFailed(logger, message.Topic, message.Lane, message.Attempt, failure.Message);
                failures++;
                return new LaneOutcome(
                    delivered, new FailedDelivery(message.Id, failure.Message, isSetAside), Now + options.Lease, failures, isSetAside ? null : Now + options.PauseAfter(failures));
            }

            // Half of the lease is left for what a receiver may take: the rest is read anew.
            if (Now - began > options.Lease / 2) break;
        }

        return new LaneOutcome(delivered, null, Now + options.Lease, failures, null);
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using ITimer timer = time.CreateTimer(_ => poll.Cancel(), null, options.PollInterval, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.WaitAsync(poll.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Time to look by itself.
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to look.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deliveries are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "A message of {Topic} to {Lane} was not delivered at attempt {Attempt}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string topic, string lane, int attempt, string reason);
}
