using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>
/// Takes traces from their transactions to the catalog, in the background: who writes records never waits for them. What waits is bounded in bytes, of each tenant and of all; when there is too much of it, or
/// the database does not take it, traces are lost, and counted.
/// </summary>
internal sealed partial class TraceKeeper : BackgroundService
{
    /// <summary>Bytes of what waits, on this node, for all tenants.</summary>
    internal const long MostWaitingBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of what waits, on this node, for one tenant: one whose hooks fail leaves room for the traces of others.</summary>
    internal const long MostWaitingBytesOfTenant = MostWaitingBytes / 4;

    // Who looks at traces would rather have those that there are.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(10);

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = false });
    private readonly ConcurrentDictionary<Guid, long> _lost = new();
    private readonly Dictionary<Guid, long> _bytesOf = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TraceStore _store;
    private readonly ILogger<TraceKeeper> _logger;
    private readonly Meter _meter = new("Platform.Traces");
    private readonly Counter<long> _lostOfAll;
    private long _bytes;
    private long _taken;
    private long _settled;

    /// <summary>A keeper that nothing waits for.</summary>
    /// <param name="store">Traces in the catalog.</param>
    /// <param name="logger">Takes why traces are lost.</param>
    public TraceKeeper(TraceStore store, ILogger<TraceKeeper> logger)
    {
        _store = store;
        _logger = logger;
        _lostOfAll = _meter.CreateCounter<long>("platform.traces.lost", "{trace}", "Traces that were not kept, because too many waited or the database did not take them.");
        _meter.CreateObservableGauge("platform.traces.waiting", () => Volatile.Read(ref _bytes), "By", "Traces that wait to be kept.");
    }

    /// <summary>How many traces of a tenant were lost since this node started.</summary>
    public long LostOf(Guid tenant) => _lost.GetValueOrDefault(tenant);

    /// <summary>Keeps a trace soon; false when too much waits.</summary>
    public bool TryKeep(TransactionTrace trace, TraceHeader header)
    {
        long bytes = TraceContent.Estimate(trace);
        lock (_lock)
        {
            long own = _bytesOf.GetValueOrDefault(header.TenantId) + bytes;
            if (own <= MostWaitingBytesOfTenant && _bytes + bytes <= MostWaitingBytes)
            {
                _bytesOf[header.TenantId] = own;
                _bytes += bytes;
                _taken++;
                // Within the lock, so that they are in the order in which they are counted.
                return _waiting.Writer.TryWrite(new Waiting(trace, header, bytes));
            }
        }

        Lose(header.TenantId);
        return false;
    }

    /// <summary>Counts a trace that is not kept.</summary>
    public void Lose(Guid tenant)
    {
        _lost.AddOrUpdate(tenant, 1, (_, count) => count + 1);
        _lostOfAll.Add(1);
    }

    /// <summary>Waits until what this node has to keep by now is kept, for some seconds at most: who asks for a trace finds the one of the request before.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        long due;
        lock (_lock) due = _taken;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestSettling);
        try
        {
            while (Volatile.Read(ref _settled) < due) await KeepNextAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What is kept by now is shown.
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        _writing.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken)) await KeepNextAsync(stoppingToken);
    }

    // One at a time, so that whoever waits for those before gets a turn.
    private async Task KeepNextAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (_waiting.Reader.TryRead(out Waiting? next)) await KeepAsync(next);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task KeepAsync(Waiting waiting)
    {
        try
        {
            await _store.AddAsync(waiting.Header, TraceContent.Write(waiting.Trace), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // A trace tells of work that is done; losing it loses none.
            LogLost(_logger, waiting.Header.Id, failure);
            Lose(waiting.Header.TenantId);
        }
        finally
        {
            lock (_lock)
            {
                _bytes -= waiting.Bytes;
                _settled++;
                if ((_bytesOf[waiting.Header.TenantId] -= waiting.Bytes) == 0) _bytesOf.Remove(waiting.Header.TenantId);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Trace {Trace} could not be kept")]
    private static partial void LogLost(ILogger logger, Guid trace, Exception failure);

    private sealed record Waiting(TransactionTrace Trace, TraceHeader Header, long Bytes);
}
