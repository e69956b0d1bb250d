using System.Data;
using System.Data.Common;
using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>
/// Tells a lost connection by the connection's state, not by the exception: when the server goes away in the midst of a batch, the driver may trip over its own
/// state and throw what looks like a fault of the program (<see cref="NullReferenceException"/>, <see cref="ObjectDisposedException"/>).
/// </summary>
internal static class ConnectionLoss
{
    /// <summary>
    /// Whether a failure of work on a connection comes from the loss of it and does not say so itself. To be asked before the connection is closed.
    /// </summary>
    internal static bool IsBehind(Exception failure, NpgsqlConnection connection) =>
        failure is not (DbException or OperationCanceledException) && !connection.FullState.HasFlag(ConnectionState.Open);

    /// <summary>Does work with a connection of the pool; the loss of the connection is thrown as such.</summary>
    /// <exception cref="ConnectionLostException">The connection broke, and the driver did not say so.</exception>
    internal static async Task<T> WithConnectionAsync<T>(
        this NpgsqlDataSource dataSource, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        try
        {
            return await work(connection);
        }
        catch (Exception failure) when (IsBehind(failure, connection))
        {
            throw new ConnectionLostException(failure);
        }
    }
}
