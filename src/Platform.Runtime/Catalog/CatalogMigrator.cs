using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Database;

namespace Platform.Runtime.Catalog;

/// <summary>Brings the catalog of a database to this version. One node does it, the others wait.</summary>
public static class CatalogMigrator
{
    /// <summary>Oldest server that the platform runs on.</summary>
    public const int OldestSupportedMajorVersion = 16;

    /// <summary>The first server that has <c>json_scalar</c> by itself.</summary>
    private const int JsonConstructorsMajorVersion = 17;

    /// <summary>
    /// Checks the server, then applies the migrations that the database lacks. Each is one transaction together with its entry in the
    /// history: when this throws, or the process dies, the catalog is as an earlier version left it, and the host must not serve.
    /// </summary>
    /// <param name="dataSource">Connections as the role that owns the database.</param>
    /// <param name="cancellation">Stops between or within migrations; the one under way is undone.</param>
    /// <exception cref="DatabaseStartException">
    /// <c>DATABASE_TOO_OLD</c>, <c>DATABASE_ENCODING</c>, <c>CATALOG_NEWER</c>, <c>CATALOG_MIGRATION_FAILED</c>.
    /// </exception>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellation = default)
    {
        await using NpgsqlConnection guard = await dataSource.OpenConnectionAsync(cancellation);
        await RequireSupportedServerAsync(guard, cancellation);
        await ExecuteAsync(guard, "SELECT pg_advisory_lock($1)", cancellation);
        try
        {
            await ApplyAsync(dataSource, cancellation);
            if (guard.PostgreSqlVersion.Major < JsonConstructorsMajorVersion) await ProvideJsonScalarAsync(guard, cancellation);
        }
        finally
        {
            // A pooled connection is reset only when it is used again, which would be too late for those who wait.
            await ExecuteAsync(guard, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellation)
    {
        await using CatalogContext catalog = CatalogOptions.CreateContext(dataSource);
        await RequireKnownMigrationsAsync(catalog, cancellation);
        try
        {
            catalog.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
            await catalog.Database.MigrateAsync(cancellation);
        }
        catch (PostgresException failure)
        {
            throw new DatabaseStartException(
                "CATALOG_MIGRATION_FAILED",
                $"The catalog could not be brought to this version: {failure.MessageText} ({failure.SqlState}). " +
                "The failed step was undone. Mend the cause, or start the version that was used before.",
                failure);
        }
    }

    /// <summary>
    /// Gives an older server a function of the name of the newer ones' constructor, so that statements are the same for all. It is written into the statements
    /// that call it; values take as long as with <c>to_json</c> (decision 0063).
    /// </summary>
    private static async Task ProvideJsonScalarAsync(NpgsqlConnection guard, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = guard.CreateCommand();
        command.CommandText = "CREATE OR REPLACE FUNCTION public.json_scalar(anyelement) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT to_json($1)'";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection guard, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, guard) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(AdvisoryLocks.CatalogMigration);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task RequireSupportedServerAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        int major = connection.PostgreSqlVersion.Major;
        if (major < OldestSupportedMajorVersion)
        {
            throw new DatabaseStartException(
                "DATABASE_TOO_OLD",
                $"The database server is PostgreSQL {connection.PostgreSqlVersion}; the platform needs {OldestSupportedMajorVersion} or newer.");
        }
        await using NpgsqlCommand read = connection.CreateCommand();
        read.CommandText = "SHOW server_encoding";
        object? encoding = await read.ExecuteScalarAsync(cancellation);
        if (encoding is "UTF8") return;
        throw new DatabaseStartException(
            "DATABASE_ENCODING", $"The database '{connection.Database}' is encoded in {encoding}; the platform needs UTF8.");
    }

    private static async Task RequireKnownMigrationsAsync(CatalogContext catalog, CancellationToken cancellation)
    {
        IEnumerable<string> applied = await catalog.Database.GetAppliedMigrationsAsync(cancellation);
        string[] unknown = [.. applied.Except(catalog.Database.GetMigrations())];
        if (unknown.Length == 0) return;
        throw new DatabaseStartException(
            "CATALOG_NEWER",
            $"The catalog was made by a newer version of the platform ({unknown[^1]}). Nothing was changed. Start that version.");
    }
}
