using Platform.Runtime.Database;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Deliveries;

/// <summary>
/// Takes messages out, lane by lane: within a lane one after the other, lanes beside each other and spread over the nodes. A lane whose receiver fails waits, longer
/// each time, and loses nothing; a target that fails in all its lanes rests as a whole; a node that dies loses its lanes to others. A slow target holds up nobody: it has few
/// lanes at once, and every other has one of its own, as far as the shares of its topic and its tenant reach.
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
    public void ListeningBegan() => Wake();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }

    /// <inheritdoc/>
    public void Received(string payload) => Wake();

    /// <summary>Delivers what waits now, beside what the service does by itself; how many messages went out.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        Dictionary<LaneKey, Task<int>> running = [];
        int delivered = 0;
        while (true)
        {
            await StartLanesAsync(running, cancellation);
            if (running.Count == 0) return delivered;
            await Task.WhenAny(running.Values);
            delivered += TakeEnded(running);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_deliverers.Count == 0) return;
        Dictionary<LaneKey, Task<int>> running = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(stoppingToken);
            TakeEnded(running);
            try
            {
                await StartLanesAsync(running, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What waits goes out when the database is back. Whatever else it is must not end the deliveries of all.
                LogInterrupted(_logger, failure);
            }
        }

        await Task.WhenAll(running.Values);
    }

    /// <summary>Begins work on lanes that nobody is at, as far as there is room.</summary>
    private async Task StartLanesAsync(Dictionary<LaneKey, Task<int>> running, CancellationToken cancellation)
    {
        string[] open = [.. _deliverers.Keys.Where(t => HasRoom(running, t))];
        if (open.Length == 0) return;
        foreach (LaneKey lane in await _store.LanesAsync(open, _time.GetUtcNow().UtcDateTime, _options, cancellation))
        {
            if (running.ContainsKey(lane) || !HasRoom(running, lane)) continue;
            Task<int> work = RunAsync(lane, cancellation);
            running[lane] = work;
            _ = work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private bool HasRoom(Dictionary<LaneKey, Task<int>> running, LaneKey lane)
    {
        int ofTenant = 0, ofTarget = 0;
        foreach (LaneKey other in running.Keys.Where(r => r.TenantId == lane.TenantId))
        {
            ofTenant++;
            if (other.Target == lane.Target && other.Topic == lane.Topic) ofTarget++;
        }

        return running.Count < (ofTarget == 0 ? _options.Most : _options.Parallel) && ofTenant < _options.MostOfTenant && ofTarget < _options.ParallelOfTarget && HasRoom(running, lane.Topic);
    }

    private bool HasRoom(Dictionary<LaneKey, Task<int>> running, string topic) => _deliverers[topic].Most is not { } most || running.Keys.Count(r => r.Topic == topic) < most;

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

    private static int TakeEnded(Dictionary<LaneKey, Task<int>> running)
    {
        int delivered = 0;
        foreach ((LaneKey lane, Task<int> work) in running.Where(r => r.Value.IsCompleted).ToList())
        {
            running.Remove(lane);
            delivered += work.Result;
        }

        return delivered;
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using ITimer timer = _time.CreateTimer(_ => poll.Cancel(), null, _options.PollInterval, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.WaitAsync(poll.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look by itself, or to stop.
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

    [LoggerMessage(LogLevel.Warning, "Deliveries are interrupted")]
    private static partial void LogInterrupted(ILogger logger, Exception failure);
}
