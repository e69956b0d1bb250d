using Platform.Scripting.Limits;
using Platform.Scripting.Processes;

namespace Platform.Scripting.Pooling;

/// <summary>
/// Worker processes and who gets them. Tenants take turns, none has more than its share at once, and one whose scripts ran into limits of time or memory
/// has a single worker for a while, which stands back behind everything else on the machine. Workers are started when they are needed, one ahead; one that dies is replaced.
/// </summary>
public sealed class ScriptHost : IAsyncDisposable
{
    private const int MostFailedStarts = 3;
    private static readonly byte[] EndOfLease = "{\"t\":\"end\"}"u8.ToArray();
    private readonly WorkerLimits _workers;
    private readonly ScriptLimits _scripts;
    private readonly TimeProvider _time;
    private readonly Func<WorkerFiles> _locate;
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantKey, TenantShare> _tenants = [];
    private readonly List<WorkerProcess> _idle = [];
    private readonly HashSet<WorkerProcess> _busy = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task<(WorkerFiles Files, Confinement Confinement, WorkerListener Listener)>? _ground;
    private volatile bool _mayStandBack = true;
    private int _background;
    private int _starting;
    private int _failedStarts;
    private long _turn;
    private long _lost;
    private string? _problem;
    private Confinement? _confinement;

    /// <summary>Makes a host; no process is started before one is needed.</summary>
    /// <param name="workers">How many workers, and how they are shared.</param>
    /// <param name="scripts">The largest limits that runs may have.</param>
    /// <param name="time">The clock.</param>
    /// <param name="locate">Finds the worker's files; null for where <c>./platform setup</c> puts them.</param>
    public ScriptHost(WorkerLimits workers, ScriptLimits scripts, TimeProvider time, Func<WorkerFiles>? locate = null)
    {
        _workers = workers.Checked();
        _scripts = scripts.Checked();
        _time = time;
        _locate = locate ?? WorkerFiles.Locate;
    }

    /// <summary>Limits of runs.</summary>
    public ScriptLimits Limits => _scripts;

    /// <summary>The state of workers.</summary>
    public ScriptHealth Health
    {
        get
        {
            lock (_lock)
            {
                return new ScriptHealth(
                    _confinement, [.. _busy.Concat(_idle).Select(w => w.Id)], _busy.Count, _tenants.Values.Sum(t => t.Waiting.Count), _lost, _problem);
            }
        }
    }

    /// <summary>Starts a worker ahead of the need, if there is none.</summary>
    public void Warm()
    {
        lock (_lock) StartAhead();
    }

    /// <summary>Takes a worker for a transaction that somebody waits for.</summary>
    /// <param name="tenant">Whose scripts will run.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ScriptLease> LeaseAsync(Guid tenant, CancellationToken cancellation) => LeaseAsync(tenant, isBackground: false, cancellation);

    /// <summary>Takes a worker for one root transaction.</summary>
    /// <param name="tenant">Whose scripts will run.</param>
    /// <param name="isBackground">No write waits for them: they take turns of their own, one at a time of each tenant, and leave workers to the others.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ScriptingUnavailableException">Workers do not start.</exception>
    /// <exception cref="ScriptBusyException">Too many wait already, or none became free in time.</exception>
    public async Task<ScriptLease> LeaseAsync(Guid tenant, bool isBackground, CancellationToken cancellation)
    {
        TenantKey key = new(tenant, isBackground);
        int queueMs = isBackground ? _workers.BackgroundQueueMs : _workers.QueueMs;
        TaskCompletionSource<ScriptLease> waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isCold;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            TenantShare share = Share(key);
            if (!isBackground && share.Waiting.Count >= _workers.Queue) throw new ScriptBusyException();
            share.Waiting.AddLast(waiter);
            isCold = _busy.Count + _idle.Count == 0;
            Dispatch();
            if (!waiter.Task.IsCompleted) StartAhead();
        }
        if (waiter.Task.IsCompletedSuccessfully) return await waiter.Task;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // While there is no worker at all, it is the first one's start that is waited for, not others' hooks.
        limit.CancelAfter(isCold ? queueMs + _workers.StartMs : queueMs);
        await using (limit.Token.Register(() => waiter.TrySetCanceled()))
        {
            try
            {
                return await waiter.Task;
            }
            catch (OperationCanceledException)
            {
                Forget(key, waiter);
                cancellation.ThrowIfCancellationRequested();
                throw new ScriptBusyException();
            }
        }
    }

    /// <summary>Ends every worker.</summary>
    public async ValueTask DisposeAsync()
    {
        List<WorkerProcess> idle;
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested) return;
            _stopping.Cancel();
            idle = [.. _idle];
            _idle.Clear();
            foreach (TenantShare share in _tenants.Values)
            {
                foreach (TaskCompletionSource<ScriptLease> waiter in share.Waiting) waiter.TrySetCanceled();
            }
        }
        foreach (WorkerProcess worker in idle) worker.Dispose();
        if (_ground is { IsCompletedSuccessfully: true } ground) (await ground).Listener.Dispose();
    }

    private TenantShare Share(TenantKey tenant)
    {
        if (!_tenants.TryGetValue(tenant, out TenantShare? share)) _tenants[tenant] = share = new TenantShare { LastTurn = _turn };
        return share;
    }

    private void Forget(TenantKey tenant, TaskCompletionSource<ScriptLease> waiter)
    {
        lock (_lock)
        {
            if (_tenants.TryGetValue(tenant, out TenantShare? share)) share.Waiting.Remove(waiter);
        }
    }

    /// <summary>Gives idle workers to those who wait, one turn each.</summary>
    private void Dispatch()
    {
        while (_idle.Count > 0 && NextTenant() is var (tenant, share))
        {
            TaskCompletionSource<ScriptLease> waiter = share.Waiting.First!.Value;
            share.Waiting.RemoveFirst();
            if (waiter.Task.IsCompleted) continue;
            WorkerProcess worker = TakeIdle(tenant.Tenant);
            if (!worker.IsAlive())
            {
                share.Waiting.AddFirst(waiter);
                worker.Dispose();
                StartAhead();
                continue;
            }
            ScriptLease lease = new(tenant, worker, _workers, _time, ReleaseAsync, (key, cancellation) => LeaseAsync(key.Tenant, key.IsBackground, cancellation));
            lease.StandsBack = _mayStandBack && share.PenaltyUntil > _time.GetTimestamp() && worker.TryStandBack(isBack: true);
            if (!waiter.TrySetResult(lease))
            {
                ComeForward(lease);
                _idle.Add(worker);
                continue;
            }
            share.Leased++;
            if (tenant.IsBackground) _background++;
            share.LastTurn = ++_turn;
            _busy.Add(worker);
        }
    }

    /// <summary>Ends that a worker stands back. Where the system lets processes only fall back, it is of no use to others, and none stands back again.</summary>
    private void ComeForward(ScriptLease lease)
    {
        if (!lease.StandsBack || lease.Worker.TryStandBack(isBack: false)) return;
        // One that is gone says nothing about what the system allows.
        if (lease.Worker.IsAlive()) _mayStandBack = false;
        lease.Worker.Kill();
    }

    /// <summary>Takes an idle worker: one that has an isolate of the tenant, otherwise the one that was used last.</summary>
    private WorkerProcess TakeIdle(Guid tenant)
    {
        int at = _idle.FindLastIndex(w => w.LastTenant == tenant);
        if (at < 0) at = _idle.Count - 1;
        WorkerProcess worker = _idle[at];
        _idle.RemoveAt(at);
        worker.LastTenant = tenant;
        return worker;
    }

    private (TenantKey Tenant, TenantShare Share)? NextTenant()
    {
        long now = _time.GetTimestamp();
        (TenantKey, TenantShare)? next = null;
        bool takesBackground = _background < _workers.BackgroundWorkers;
        long earliest = long.MaxValue;
        foreach ((TenantKey tenant, TenantShare share) in _tenants)
        {
            if (tenant.IsBackground && !takesBackground) continue;
            int most = tenant.IsBackground || share.PenaltyUntil > now ? 1 : _workers.WorkersPerTenant;
            if (share.Waiting.Count == 0 || share.Leased >= most || share.LastTurn >= earliest) continue;
            earliest = share.LastTurn;
            next = (tenant, share);
        }
        return next;
    }

    private async ValueTask ReleaseAsync(ScriptLease lease)
    {
        ComeForward(lease);
        bool isLost = lease.Worker.IsDead;
        if (!isLost) await lease.Worker.SendAsync(EndOfLease, default, TimeSpan.FromMilliseconds(_workers.StartMs), CancellationToken.None);
        if (!isLost) lease.Worker.MarkFree();
        bool isOver;
        lock (_lock)
        {
            _busy.Remove(lease.Worker);
            TenantShare share = Share(lease.Key);
            share.Leased--;
            if (lease.Key.IsBackground) _background--;
            if (lease.Broken is not null) share.PenaltyUntil = _time.GetTimestamp() + (_workers.PenaltySeconds * _time.TimestampFrequency);
            if (isLost) _lost++;
            // One at a time: while its successor starts, the others serve.
            isOver = isLost || _stopping.IsCancellationRequested || (_starting == 0 && lease.Worker.IsWorn(_workers.RetireMb));
            if (!isOver) _idle.Add(lease.Worker);
            Dispatch();
            if (_idle.Count == 0) StartAhead();
            Sweep();
        }
        if (isOver) lease.Worker.Dispose();
    }

    /// <summary>Forgets tenants that have nothing, wait for nothing and owe nothing.</summary>
    private void Sweep()
    {
        const int Worthwhile = 256;
        if (_tenants.Count < Worthwhile) return;
        long now = _time.GetTimestamp();
        foreach ((TenantKey tenant, TenantShare share) in _tenants.ToList())
        {
            if (share.Leased == 0 && share.Waiting.Count == 0 && share.PenaltyUntil <= now) _tenants.Remove(tenant);
        }
    }

    private void StartAhead()
    {
        if (_stopping.IsCancellationRequested || _idle.Count > 0 || _starting > 0 || _busy.Count + _starting >= _workers.Workers) return;
        _starting++;
        _ground ??= Task.Run(PrepareAsync);
        _ = StartOneAsync(_ground);
    }

    private Task<(WorkerFiles, Confinement, WorkerListener)> PrepareAsync()
    {
        WorkerFiles files = _locate();
        Confinement confinement = Confinement.Find(files, _workers.ProcessMb);
        // Logs travel beside the result, and JSON escapes make text longer.
        WorkerListener listener = new((_scripts.MessageBytes * 2) + (_scripts.LogBytes * 6) + (1024 * 1024));
        lock (_lock) _confinement = confinement;
        return Task.FromResult((files, confinement, listener));
    }

    private async Task StartOneAsync(Task<(WorkerFiles Files, Confinement Confinement, WorkerListener Listener)> prepared)
    {
        WorkerProcess? worker = null;
        string? problem = null;
        try
        {
            var (files, confinement, listener) = await prepared;
            worker = await WorkerProcess.StartAsync(files, confinement, listener, _workers, _scripts, _stopping.Token);
            worker.MarkFree();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        catch (Exception failure)
        {
            problem = failure.Message;
        }
        bool isUnwanted;
        lock (_lock)
        {
            _starting--;
            _problem = problem;
            isUnwanted = _stopping.IsCancellationRequested;
            if (worker is not null && !isUnwanted) _idle.Add(worker);
            if (problem is null) _failedStarts = 0;
            else
            {
                // The next lease tries again.
                _ground = prepared.IsFaulted ? null : _ground;
                // A process that somebody killed while it started is no sign that none starts.
                if (prepared.IsFaulted || ++_failedStarts >= MostFailedStarts) GiveUp(problem);
                else StartAhead();
            }
            Dispatch();
            if (worker is not null && _tenants.Values.Any(t => t.Waiting.Count > 0)) StartAhead();
        }
        if (worker is not null && isUnwanted) worker.Dispose();
    }

    private void GiveUp(string problem)
    {
        _failedStarts = 0;
        if (_idle.Count + _busy.Count > 0) return;
        foreach (TenantShare share in _tenants.Values)
        {
            foreach (TaskCompletionSource<ScriptLease> waiter in share.Waiting) waiter.TrySetException(new ScriptingUnavailableException(problem));
            share.Waiting.Clear();
        }
    }
}
