using Npgsql;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Publishing;

/// <summary>Makes sure of the PostgreSQL extensions that indexes of records need: <c>pg_trgm</c>, in the schema <c>public</c>.</summary>
public sealed class DatabaseExtensions(NpgsqlDataSource dataSource) : IStartupStep
{
    /// <inheritdoc/>
    /// <exception cref="DatabaseStartException"><c>DATABASE_EXTENSION</c>: the extension is missing and may not be installed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand read = dataSource.CreateCommand(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'");
        string? schema = (string?)await read.ExecuteScalarAsync(cancellation);
        if (schema == "public") return;
        if (schema is not null)
        {
            throw new DatabaseStartException("DATABASE_EXTENSION", $"The extension pg_trgm is in the schema '{schema}'; it must be in 'public'.");
        }

        try
        {
            await using NpgsqlCommand create = dataSource.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public");
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject)
        {
            // Another node made it at the same moment.
        }
        catch (PostgresException failure)
        {
            throw new DatabaseStartException(
                "DATABASE_EXTENSION", $"The extension pg_trgm is needed and could not be installed: {failure.MessageText}.", failure);
        }
    }
}
