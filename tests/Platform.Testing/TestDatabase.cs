using Npgsql;

namespace Platform.Testing;

/// <summary>A database of a test's own. Disposing it drops it, cutting connections that are still open.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string administrator;

    internal TestDatabase(string name, string connectionString, string administrator)
    {
        this.administrator = administrator;
        Name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Connection string of the role that owns it, as the host has one.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections to it.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await PostgresServer.ExecuteAsync(administrator, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }
}
