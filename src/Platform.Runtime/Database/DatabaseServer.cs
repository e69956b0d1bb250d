using Npgsql;
using Platform.Runtime.Database.Embedded;

namespace Platform.Runtime.Database;

/// <summary>The database server that the host uses: the embedded one, which it starts and stops, or one that others run.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly EmbeddedServer? _embedded;

    private DatabaseServer(NpgsqlDataSource dataSource, EmbeddedServer? embedded)
    {
        DataSource = dataSource;
        _embedded = embedded;
    }

    /// <summary>Connections to the platform's database.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Whether this process started the server.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>Starts the embedded server in a directory and connects to it.</summary>
    /// <param name="options">Options of the embedded server.</param>
    /// <param name="cancellation">Stops waiting for the start.</param>
    /// <exception cref="DatabaseStartException">See <see cref="EmbeddedServer.StartAsync"/>.</exception>
    public static async Task<DatabaseServer> StartEmbeddedAsync(EmbeddedServerOptions options, CancellationToken cancellation)
    {
        EmbeddedServer embedded = await EmbeddedServer.StartAsync(options, cancellation);
        return new DatabaseServer(PlatformDataSource.Create(embedded.ConnectionString), embedded);
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
            NpgsqlDataSource dataSource = PlatformDataSource.Create(connectionString);
            await using NpgsqlConnection first = await dataSource.OpenConnectionAsync(cancellation);
            return new DatabaseServer(dataSource, null);
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
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
