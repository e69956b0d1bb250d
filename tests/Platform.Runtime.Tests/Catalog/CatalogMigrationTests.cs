using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Database;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Catalog;

public sealed class CatalogMigrationTests(PostgresServer server)
{
    [Fact]
    public async Task Migrations_make_exactly_what_the_model_says()
    {
        await using TestDatabase migrated = await server.CreateDatabaseAsync();
        await using TestDatabase modelled = await server.CreateDatabaseAsync();
        await CatalogMigrator.MigrateAsync(migrated.DataSource, TestContext.Current.CancellationToken);
        await using (CatalogContext context = CatalogOptions.CreateContext(modelled.DataSource))
            await ExecuteAsync(modelled, context.Database.GenerateCreateScript());

        Assert.Equal(await DescribeAsync(modelled), await DescribeAsync(migrated));
    }

    [Fact]
    public async Task Migrating_twice_and_at_the_same_time_is_migrating_once()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CatalogMigrator.MigrateAsync(database.DataSource)));
        await CatalogMigrator.MigrateAsync(database.DataSource, TestContext.Current.CancellationToken);

        await using CatalogContext context = CatalogOptions.CreateContext(database.DataSource);
        Assert.Equal(context.Database.GetMigrations().LongCount(), await ScalarAsync(database, "SELECT count(*) FROM platform.migrations"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind_and_names_the_cause()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE SCHEMA platform; CREATE TABLE platform.outbox (id int)");

        DatabaseStartException failure = await Assert.ThrowsAsync<DatabaseStartException>(
            () => CatalogMigrator.MigrateAsync(database.DataSource));

        Assert.Equal("CATALOG_MIGRATION_FAILED", failure.Code);
        Assert.Contains("outbox", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await ScalarAsync(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'platform' AND tablename <> 'migrations'"));
        await ExecuteAsync(database, "DROP TABLE platform.outbox");
        await CatalogMigrator.MigrateAsync(database.DataSource, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_catalog_of_a_newer_version_is_refused_unchanged()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await CatalogMigrator.MigrateAsync(database.DataSource, TestContext.Current.CancellationToken);
        await ExecuteAsync(database, "INSERT INTO platform.migrations VALUES ('29990101000000_Later', '99.0.0')");

        DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(
            () => CatalogMigrator.MigrateAsync(database.DataSource));

        Assert.Equal("CATALOG_NEWER", refusal.Code);
    }

    [Fact]
    public async Task A_database_that_is_not_UTF8_is_refused()
    {
        await using NpgsqlDataSource administrator = NpgsqlDataSource.Create(await server.AdministratorConnectionStringAsync());
        await using (NpgsqlCommand create = administrator.CreateCommand(
            "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"))
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var latin = new NpgsqlConnectionStringBuilder(await server.AdministratorConnectionStringAsync()) { Database = "latin" };
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(latin.ConnectionString);

        DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(() => CatalogMigrator.MigrateAsync(source));

        Assert.Equal("DATABASE_ENCODING", refusal.Code);
    }

    [Fact]
    public async Task Only_one_unfinished_job_of_a_tenant_has_a_key()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await CatalogMigrator.MigrateAsync(database.DataSource, TestContext.Current.CancellationToken);
        await using CatalogContext catalog = CatalogOptions.CreateContext(database.DataSource);
        var tenant = new Tenant
        {
            Id = Guid.CreateVersion7(),
            Slug = "acme",
            SchemaName = "t_acme",
            Name = "Acme",
            Locale = "en",
            TimeZone = "UTC",
            Currency = "EUR",
        };
        catalog.Add(tenant);
        catalog.Add(IndexBuild(tenant.Id));
        await catalog.SaveChangesAsync(TestContext.Current.CancellationToken);
        Job first = await catalog.Jobs.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((JobState.Queued, 5, 0), (first.State, first.MaxAttempts, first.Attempts));
        Assert.True(first.CreatedAt > DateTime.UnixEpoch);

        catalog.Add(IndexBuild(tenant.Id));
        await Assert.ThrowsAsync<DbUpdateException>(() => catalog.SaveChangesAsync(TestContext.Current.CancellationToken));

        catalog.ChangeTracker.Clear();
        await catalog.Jobs.ExecuteUpdateAsync(
            set => set.SetProperty(job => job.State, JobState.Succeeded), TestContext.Current.CancellationToken);
        catalog.Add(IndexBuild(tenant.Id));
        Assert.Equal(1, await catalog.SaveChangesAsync(TestContext.Current.CancellationToken));

        static Job IndexBuild(Guid tenant) =>
            new() { Id = Guid.CreateVersion7(), TenantId = tenant, Kind = "index.build", Key = "account.name", Payload = "{}" };
    }

    /// <summary>Every column, constraint and index of the schema, as the database itself writes them, in an order of its own.</summary>
    private static async Task<string> DescribeAsync(TestDatabase database) => (string)(await ScalarAsync(database,
        """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT format('%s.%s %s null=%s default=%s identity=%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity) AS line
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind = 'r'
            UNION ALL
            SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE connamespace = 'platform'::regnamespace AND contype <> 'n'
            UNION ALL
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'platform'
        ) AS lines
        WHERE line NOT LIKE '%migrations%'
        """))!;

    private static async Task ExecuteAsync(TestDatabase database, string statements)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(statements);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<object?> ScalarAsync(TestDatabase database, string query)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(query);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
