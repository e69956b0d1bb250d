using Npgsql;
using Platform.Runtime.Database.Embedded;

namespace Platform.Runtime.Database;

/// <summary>The database server that the host uses: the embedded one, which it starts and stops, or one that others run.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly EmbeddedServer? _embedded;

    private DatabaseServer(string connectionString, EmbeddedServer? embedded)
    {
        DataSource = PlatformDataSource.Create(connectionString);
        PlannedOnce = PlatformDataSource.CreatePlanningOnce(connectionString);
        _embedded = embedded;
    }

    /// <summary>Connections to the platform's database.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>
    /// Connections whose server processes plan each statement once, whatever values it gets: for statements whose plan does not depend on values
    /// (decision 0033).
    /// </summary>
    public NpgsqlDataSource PlannedOnce { get; }

    /// <summary>Whether this process started the server.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>Starts the embedded server in a directory and connects to it.</summary>
    /// <param name="options">Options of the embedded server.</param>
    /// <param name="cancellation">Stops waiting for the start.</param>
    /// <exception cref="DatabaseStartException">See <see cref="EmbeddedServer.StartAsync"/>.</exception>
    public static async Task<DatabaseServer> StartEmbeddedAsync(EmbeddedServerOptions options, CancellationToken cancellation)
    {
        EmbeddedServer embedded = await EmbeddedServer.StartAsync(options, cancellation);
        return new DatabaseServer(embedded.ConnectionString, embedded);
    }

    /// <summary>Connects to a server that others run.</summary>
    /// <param name="connectionString">Npgsql connection string of the role that owns the database.</param>
    /// <param name="cancellation">Stops connecting.</param>
    /// <exception cref="DatabaseStartException">
    /// <c>DATABASE_CONNECTION</c>: the text is no connection string, or the server can't be reached or refuses.
    /// </exception>
    public static async Task<DatabaseServer> ConnectAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            DatabaseServer server = new(connectionString, null);
            await using NpgsqlConnection first = await server.DataSource.OpenConnectionAsync(cancellation);
            return server;
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException or TimeoutException)
        {
            throw new DatabaseStartException(
                "DATABASE_CONNECTION", $"Could not connect to the database given with --database: {failure.Message}", failure);
        }
    }

    /// <summary>Starts an embedded server again that has died; does nothing otherwise.</summary>
    public Task EnsureRunningAsync(CancellationToken cancellation) => _embedded?.EnsureRunningAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Closes the connections and stops the server if this process started it.</summary>
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await PlannedOnce.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
