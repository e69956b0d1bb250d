using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>
/// Takes traces from their transactions to the catalog, in the background: who writes records never waits for them. What waits is bounded in bytes; when there is too much of it, or the database does
/// not take it, traces are lost, and counted.
/// </summary>
internal sealed partial class TraceKeeper : BackgroundService
{
    /// <summary>Bytes of what waits, on this node, for all tenants.</summary>
    internal const long MostWaitingBytes = 32 * 1024 * 1024;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = false });
    private readonly ConcurrentDictionary<Guid, long> _lost = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TraceStore _store;
    private readonly ILogger<TraceKeeper> _logger;
    private readonly Meter _meter = new("Platform.Traces");
    private readonly Counter<long> _lostOfAll;
    private long _bytes;

    /// <summary>A keeper that nothing waits for.</summary>
    /// <param name="store">Traces in the catalog.</param>
    /// <param name="logger">Takes why traces are lost.</param>
    public TraceKeeper(TraceStore store, ILogger<TraceKeeper> logger)
    {
        _store = store;
        _logger = logger;
        _lostOfAll = _meter.CreateCounter<long>("platform.traces.lost", "{trace}", "Traces that were not kept, because too many waited or the database did not take them.");
        _meter.CreateObservableGauge("platform.traces.waiting", () => Interlocked.Read(ref _bytes), "By", "Traces that wait to be kept.");
    }

    /// <summary>How many traces of a tenant were lost since this node started.</summary>
    public long LostOf(Guid tenant) => _lost.GetValueOrDefault(tenant);

    /// <summary>Keeps a trace soon; false when too much waits.</summary>
    public bool TryKeep(TransactionTrace trace, TraceHeader header)
    {
        long bytes = TraceContent.Estimate(trace);
        if (Interlocked.Add(ref _bytes, bytes) > MostWaitingBytes || !_waiting.Writer.TryWrite(new Waiting(trace, header, bytes)))
        {
            Interlocked.Add(ref _bytes, -bytes);
            Lose(header.TenantId);
            return false;
        }

        return true;
    }

    /// <summary>Waits until what this node had to keep is kept: who asks for a trace finds the one of the request before.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        if (_waiting.Reader.TryPeek(out _) || _writing.CurrentCount == 0) await KeepAllAsync(cancellation);
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
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken)) await KeepAllAsync(stoppingToken);
    }

    private async Task KeepAllAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            while (!cancellation.IsCancellationRequested && _waiting.Reader.TryRead(out Waiting? next)) await KeepAsync(next);
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
            Interlocked.Add(ref _bytes, -waiting.Bytes);
        }
    }

    private void Lose(Guid tenant)
    {
        _lost.AddOrUpdate(tenant, 1, (_, count) => count + 1);
        _lostOfAll.Add(1);
    }

    [LoggerMessage(LogLevel.Warning, "Trace {Trace} could not be kept")]
    private static partial void LogLost(ILogger logger, Guid trace, Exception failure);

    private sealed record Waiting(TransactionTrace Trace, TraceHeader Header, long Bytes);
}
