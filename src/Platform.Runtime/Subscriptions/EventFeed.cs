using System.Collections.Concurrent;
using Platform.Runtime.Database;
using Platform.Runtime.Problems;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// Follows the outbox for the streams of this node. An announcement of a commit wakes it, on whichever node the commit was; while nothing is announced it
/// looks every few seconds. It reads only while there are streams, and only the events of their tenants.
/// </summary>
internal sealed partial class EventFeed(EventStore store, SubscriptionOptions options, TimeProvider time, ILogger<EventFeed> logger)
    : BackgroundService, INotificationSubscriber
{
    private readonly ConcurrentDictionary<EventStream, Guid> _streams = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private EventPosition? _position;

    /// <inheritdoc/>
    public string Channel => CommitBell.Channel;

    /// <summary>The streams open on this node.</summary>
    internal ICollection<EventStream> Streams => _streams.Keys;

    /// <inheritdoc/>
    public void ListeningBegan() => Wake();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }

    /// <inheritdoc/>
    public void Received(string payload) => Wake();

    /// <summary>Adds a stream: it gets every event that is committed from now on.</summary>
    /// <returns>The position at which the stream's events begin.</returns>
    internal async Task<EventPosition> AddAsync(EventStream stream, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            // Without streams nobody has read on: what happened meanwhile concerns no one.
            if (_streams.IsEmpty) _position = null;
            await AdvanceAsync(cancellation);
            _streams[stream] = stream.TenantId;
            return _position!;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Takes a stream out.</summary>
    internal void Remove(EventStream stream) => _streams.TryRemove(stream, out _);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(stoppingToken);
            if (_streams.IsEmpty) continue;
            await _reading.WaitAsync(stoppingToken);
            try
            {
                await AdvanceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The position stays: what could not be read now is read when the database is back.
                LogInterrupted(logger, DatabaseFailure.Classify(failure)?.Code ?? failure.Message);
            }
            finally
            {
                _reading.Release();
            }
        }
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

    private async Task AdvanceAsync(CancellationToken cancellation)
    {
        _position ??= await store.NowAsync(cancellation);
        if (_streams.IsEmpty) return;
        while (true)
        {
            Guid[] tenants = [.. _streams.Values.Distinct()];
            EventPage page = await store.ReadAsync(_position, null, tenants, cancellation);
            _position = page.End;
            foreach (IGrouping<Guid, KeyValuePair<EventStream, Guid>> tenant in _streams.GroupBy(s => s.Value))
            {
                EventGroup group = page.Of(tenant.Key);
                if (group.Events.Count == 0) continue;
                foreach ((EventStream stream, _) in tenant) stream.Offer(group);
            }

            if (page.IsWhole) return;
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

    [LoggerMessage(LogLevel.Warning, "Events of records are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}
