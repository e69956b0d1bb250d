using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Problems;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database;

public sealed class ConnectionLossTests(PostgresServer server)
{
    [Fact]
    public async Task Whatever_is_thrown_over_a_broken_connection_means_that_the_database_is_unavailable()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ConnectionLostException lost = await Assert.ThrowsAsync<ConnectionLostException>(() => database.DataSource.WithConnectionAsync<int>(
            async connection =>
            {
                await Assert.ThrowsAnyAsync<NpgsqlException>(() => TerminateAsync(connection));
                throw new ObjectDisposedException("the batch");
            },
            CancellationToken.None));
        Assert.IsType<ObjectDisposedException>(lost.InnerException);
        Assert.Equal(ProblemCatalog.DatabaseUnavailable, DatabaseFailure.Classify(lost));
    }

    [Fact]
    public async Task A_fault_over_a_sound_connection_stays_a_fault()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.DataSource.WithConnectionAsync<int>(
            _ => throw new ObjectDisposedException("the reader"), CancellationToken.None));
    }

    [Fact]
    public async Task What_the_driver_says_of_a_broken_connection_is_kept()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        PostgresException told = await Assert.ThrowsAsync<PostgresException>(
            () => database.DataSource.WithConnectionAsync(TerminateAsync, CancellationToken.None));
        Assert.Equal(ProblemCatalog.DatabaseUnavailable, DatabaseFailure.Classify(told));
    }

    private static async Task<int> TerminateAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new("SELECT pg_terminate_backend(pg_backend_pid())", connection);
        return await command.ExecuteNonQueryAsync();
    }
}
