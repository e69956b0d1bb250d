using Platform.Runtime.Database;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Deliveries;

/// <summary>
/// Takes messages out, lane by lane: within a lane one after the other, lanes beside each other and spread over the nodes. A lane whose receiver fails waits, longer
/// each time, and loses nothing; a target that fails in all its lanes rests as a whole; a node that dies loses its lanes to others. A slow target holds up nobody: it has few
/// lanes at once, and every other has one of its own, as far as the shares of its topic and its tenant reach. What a suspended tenant has waits until it is active again.
/// </summary>
internal sealed partial class DeliveryService : BackgroundService, INotificationSubscriber
{
    private readonly DeliveryStore _store;
    private readonly Dictionary<string, IDeliverer> _deliverers;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliveryService> _logger;
    private readonly LaneDelivery _lanes;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _news;

    /// <summary>A node's service.</summary>
    public DeliveryService(DeliveryStore store, IEnumerable<IDeliverer> deliverers, DeliveryOptions options, TimeProvider time, ILogger<DeliveryService> logger)
    {
        _store = store;
        _deliverers = deliverers.ToDictionary(d => d.Topic, StringComparer.Ordinal);
        _options = options;
        _time = time;
        _logger = logger;
        _lanes = new LaneDelivery(store, _deliverers, options, time, logger);
    }

    /// <inheritdoc/>
    public string Channel => CommitBell.Channel;

    /// <inheritdoc/>
    public void ListeningBegan() => Hear();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }

    /// <inheritdoc/>
    public void Received(string payload) => Hear();

    /// <summary>Delivers what waits now, beside what the service does by itself; how many messages went out.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        DeliveryRound round = new(_store, _deliverers, _options, _time, BeginAsync);
        int delivered = 0;
        while (true)
        {
            await round.StartAsync(Volatile.Read(ref _news), rests: false, cancellation);
            if (round.Running.Count == 0) return delivered;
            await Task.WhenAny(round.Running.Work);
            delivered += round.TakeEnded();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_deliverers.Count == 0) return;
        DeliveryRound round = new(_store, _deliverers, _options, _time, BeginAsync);
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(round.IsPutOff ? round.Rest : _options.PollInterval, stoppingToken);
            round.TakeEnded();
            try
            {
                await round.StartAsync(Volatile.Read(ref _news), rests: true, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What waits goes out when the database is back. Whatever else it is must not end the deliveries of all.
                LogInterrupted(_logger, failure);
            }
        }

        await Task.WhenAll(round.Running.Work);
    }

    private Task<int> BeginAsync(LaneKey lane, CancellationToken cancellation)
    {
        Task<int> work = RunAsync(lane, cancellation);
        _ = work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return work;
    }

    private async Task<int> RunAsync(LaneKey lane, CancellationToken cancellation)
    {
        try
        {
            return await _lanes.EmptyAsync(lane, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure)
        {
            // The claim runs out, and the lane is tried again.
            LogInterrupted(_logger, failure);
            return 0;
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken stoppingToken)
    {
        using CancellationTokenSource poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using ITimer timer = _time.CreateTimer(_ => poll.Cancel(), null, longest > TimeSpan.Zero ? longest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.WaitAsync(poll.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look by itself, or to stop.
        }
    }

    private void Hear()
    {
        Interlocked.Increment(ref _news);
        Wake();
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

    [LoggerMessage(LogLevel.Warning, "Deliveries are interrupted")]
    private static partial void LogInterrupted(ILogger logger, Exception failure);
}
