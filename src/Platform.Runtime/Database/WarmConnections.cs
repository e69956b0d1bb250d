using System.Data;
using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>
/// Connections for short work. As many are used at once as keep the processors busy, and the one used last is used next, so that the same few processes of the server do the work: each keeps what it has used at
/// hand, which is its plans, what it knows of the tables, and its view of the shared memory (decision 0097). The driver's pool takes them in turns.
/// </summary>
internal sealed class WarmConnections : IAsyncDisposable
{
    // Who was not needed for so long is given back.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource _source;
    private readonly WorkGate _gate;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly int _mostIdle;
    private readonly Lock _lock = new();

    // The one used last is the last.
    private readonly List<(NpgsqlConnection Connection, long Since)> _idle = [];
    private int _opening;
    private bool _isClosed;

    /// <param name="source">Where they come from.</param>
    /// <param name="gate">How many are used at once.</param>
    /// <param name="time">The clock.</param>
    public WarmConnections(NpgsqlDataSource source, WorkGate gate, TimeProvider time)
    {
        _source = source;
        _gate = gate;
        _time = time;
        // To the driver's pool they count as used: enough are left for others who need one.
        _mostIdle = Math.Min(gate.MostAtOnce, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize / 4);
        _timer = time.CreateTimer(static connections => _ = ((WarmConnections)connections!).GiveBackIdleAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A connection, once its turn has come.</summary>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<Lease> TakeAsync(CancellationToken cancellation)
    {
        WorkGate.Turn turn = await _gate.EnterAsync(cancellation);
        try
        {
            return new Lease(this, TakeIdle() ?? await OpenAsync(cancellation), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Does work with a connection, which leaves no transaction open; the loss of the connection is thrown as such.</summary>
    /// <exception cref="ConnectionLostException">The connection broke, and the driver did not say so.</exception>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using Lease lease = await TakeAsync(cancellation);
        try
        {
            T result = await work(lease.Connection);
            // A cancellation that came too late for this one may still be on its way.
            lease.IsSound = !cancellation.IsCancellationRequested;
            return result;
        }
        catch (OperationCanceledException)
        {
            lease.IsCancelled = true;
            throw;
        }
        catch (Exception failure) when (ConnectionLoss.IsBehind(failure, lease.Connection))
        {
            throw new ConnectionLostException(failure);
        }
    }

    /// <summary>Gives all connections back that nobody uses; those in use follow.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection[] left;
        lock (_lock)
        {
            _isClosed = true;
            left = RemoveIdle(_idle.Count);
        }

        await _timer.DisposeAsync();
        await GiveBackAsync(left);
    }

    private static async Task GiveBackAsync(NpgsqlConnection[] connections)
    {
        foreach (NpgsqlConnection connection in connections) await connection.DisposeAsync();
    }

    private NpgsqlConnection? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                NpgsqlConnection connection = _idle[^1].Connection;
                _idle.RemoveAt(_idle.Count - 1);
                return connection;
            }

            _opening++;
            return null;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        finally
        {
            lock (_lock) _opening--;
        }
    }

    // Those that are given back instead of kept: what ended one may have ended all, what has failed is for the driver to look after, and whoever waits for the driver's pool waits for one that is given back.
    private NpgsqlConnection[] Keep(NpgsqlConnection connection, bool isSound, bool isCancelled)
    {
        lock (_lock)
        {
            if (!connection.FullState.HasFlag(ConnectionState.Open)) return isCancelled ? [connection] : [connection, .. RemoveIdle(_idle.Count)];
            if (!isSound || _isClosed || _opening > 0 || _idle.Count >= _mostIdle) return [connection];
            _idle.Add((connection, _time.GetTimestamp()));
            if (_idle.Count == 1) LookLater();
            return [];
        }
    }

    private Task GiveBackIdleAsync()
    {
        lock (_lock)
        {
            int count = 0;
            while (count < _idle.Count && _time.GetElapsedTime(_idle[count].Since) >= Idle) count++;
            NpgsqlConnection[] left = RemoveIdle(count);
            if (_idle.Count > 0) LookLater();
            return GiveBackAsync(left);
        }
    }

    private void LookLater() => _timer.Change(Idle, Timeout.InfiniteTimeSpan);

    // Those that were used longest ago.
    private NpgsqlConnection[] RemoveIdle(int count)
    {
        NpgsqlConnection[] removed = [.. _idle.Take(count).Select(i => i.Connection)];
        _idle.RemoveRange(0, count);
        return removed;
    }

    /// <summary>A connection in use; to dispose of it ends the turn.</summary>
    internal sealed class Lease(WarmConnections connections, NpgsqlConnection connection, WorkGate.Turn turn) : IAsyncDisposable
    {
        private bool _isGivenBack;

        /// <summary>The connection.</summary>
        public NpgsqlConnection Connection => connection;

        /// <summary>Nothing went wrong on it, and no transaction is open: the next may use it as it is.</summary>
        public bool IsSound { get; set; }

        /// <summary>What was done on it was cancelled, which may have ended this connection, and says nothing of others.</summary>
        public bool IsCancelled { get; set; }

        /// <summary>Gives it back.</summary>
        public async ValueTask DisposeAsync()
        {
            if (_isGivenBack) return;
            _isGivenBack = true;
            try
            {
                await GiveBackAsync(connections.Keep(connection, IsSound, IsCancelled));
            }
            finally
            {
                turn.Dispose();
            }
        }
    }
}
