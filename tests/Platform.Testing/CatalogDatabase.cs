using Npgsql;
using Platform.Runtime.Catalog;
using Xunit;

namespace Platform.Testing;

/// <summary>Class fixture: a database with an empty, migrated catalog for the tests of one class.</summary>
public sealed class CatalogDatabase(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Connections to the database.</summary>
    public NpgsqlDataSource DataSource => Database.DataSource;

    /// <summary>A context on the catalog, which the caller disposes.</summary>
    public CatalogContext CreateContext() => CatalogOptions.CreateContext(DataSource);

    /// <summary>A database of its own for a single test, with an empty, migrated catalog.</summary>
    public static Task<TestDatabase> CreateAsync(PostgresServer server) =>
        server.CreateDatabaseAsync("catalog", source => CatalogMigrator.MigrateAsync(source));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _database = await CreateAsync(server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }
}
