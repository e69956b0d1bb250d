using System.Data;
using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>
/// Connections for short work. As many are used at once as keep the processors busy, and the one used last is used next, so that the same few processes of the server do the work: each keeps what it has used at
/// hand, which is its plans, what it knows of the tables, and its view of the shared memory (decision 0097). The driver's pool takes them in turns.
/// </summary>
/// <param name="source">Where they come from.</param>
/// <param name="gate">How many are used at once.</param>
internal sealed class WarmConnections(NpgsqlDataSource source, WorkGate gate) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<NpgsqlConnection> _kept = [];
    private bool _isClosed;

    /// <summary>A connection, once its turn has come.</summary>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<Lease> TakeAsync(CancellationToken cancellation)
    {
        WorkGate.Turn turn = await gate.EnterAsync(cancellation);
        try
        {
            return new Lease(this, Kept() ?? await source.OpenConnectionAsync(cancellation), turn);
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
            lease.IsSound = true;
            return result;
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
            left = KeptNoMore();
        }

        foreach (NpgsqlConnection connection in left) await connection.DisposeAsync();
    }

    private NpgsqlConnection? Kept()
    {
        lock (_lock) return _kept.TryPop(out NpgsqlConnection? connection) ? connection : null;
    }

    // Keeps a connection for the next. Those that are given back instead: what ended one may have ended all, and what has failed is for the driver to look after.
    private NpgsqlConnection[] Keep(NpgsqlConnection connection, bool isSound)
    {
        lock (_lock)
        {
            if (!connection.FullState.HasFlag(ConnectionState.Open)) return [connection, .. KeptNoMore()];
            if (!isSound || _isClosed || _kept.Count >= gate.MostAtOnce) return [connection];
            _kept.Push(connection);
            return [];
        }
    }

    private NpgsqlConnection[] KeptNoMore()
    {
        NpgsqlConnection[] kept = [.. _kept];
        _kept.Clear();
        return kept;
    }

    /// <summary>A connection in use; to dispose of it ends the turn.</summary>
    internal sealed class Lease(WarmConnections connections, NpgsqlConnection connection, WorkGate.Turn turn) : IAsyncDisposable
    {
        /// <summary>The connection.</summary>
        public NpgsqlConnection Connection => connection;

        /// <summary>Nothing went wrong on it, and no transaction is open: the next may use it as it is.</summary>
        public bool IsSound { get; set; }

        /// <summary>Gives it back.</summary>
        public async ValueTask DisposeAsync()
        {
            try
            {
                foreach (NpgsqlConnection left in connections.Keep(connection, IsSound)) await left.DisposeAsync();
            }
            finally
            {
                turn.Dispose();
            }
        }
    }
}
