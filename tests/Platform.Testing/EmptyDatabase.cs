using Npgsql;
using Xunit;

namespace Platform.Testing;

/// <summary>Class fixture: an empty database for the tests of one class (<c>IClassFixture&lt;EmptyDatabase&gt;</c>).</summary>
public sealed class EmptyDatabase(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? database;

    /// <summary>The database.</summary>
    public TestDatabase Database => database ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Connections to the database.</summary>
    public NpgsqlDataSource DataSource => Database.DataSource;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => database = await server.CreateDatabaseAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
    }
}
