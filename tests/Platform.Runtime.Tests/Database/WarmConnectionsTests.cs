using Npgsql;
using Platform.Runtime.Database;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database;

/// <summary>Short statements are done by the same few processes of the server, and what is slow or has failed is in nobody's way.</summary>
public sealed class WarmConnectionsTests(PostgresServer server)
{
    private const string Process = "select pg_backend_pid()";

    [Fact]
    public async Task One_after_the_other_uses_the_same_process_of_the_server()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        await using WarmConnections connections = new(source, Gate(4), TimeProvider.System);
        // Several are there to choose from.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UseAsync(connections, "select pg_sleep(0.05)")));
        HashSet<int> used = [];
        for (int n = 0; n < 12; n++) used.Add((int)(await UseAsync(connections, Process))!);
        Assert.Single(used);
    }

    [Fact]
    public async Task However_many_come_at_once_as_many_connections_are_used_as_may()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        await using WarmConnections connections = new(source, Gate(3), TimeProvider.System);
        object?[] used = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => UseAsync(connections, Process)));
        Assert.InRange(used.Distinct().Count(), 1, 3);
        Assert.Equal(60, used.Length);
    }

    [Fact]
    public async Task Those_who_wait_for_the_database_hold_up_others_no_longer_than_the_patience()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        await using WarmConnections connections = new(source, new WorkGate(2, TimeSpan.FromMilliseconds(50), TimeProvider.System), TimeProvider.System);
        await using NpgsqlConnection holder = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(holder, "select pg_advisory_lock(1)");
        Task<object?>[] stuck = [.. Enumerable.Range(0, 2).Select(_ => UseAsync(connections, "select pg_advisory_lock_shared(1)"))];
        Assert.Equal(1, await UseAsync(connections, "select 1"));
        Assert.DoesNotContain(stuck, task => task.IsCompleted);
        await RunAsync(holder, "select pg_advisory_unlock(1)");
        await Task.WhenAll(stuck);
    }

    [Fact]
    public async Task After_a_loss_none_of_those_before_it_is_used()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        await using WarmConnections connections = new(source, Gate(3), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => UseAsync(connections, "select pg_sleep(0.05)")));
        int lost = (int)(await UseAsync(connections, Process))!;
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => UseAsync(connections, "select pg_terminate_backend(pg_backend_pid())"));
        await Assert.ThrowsAsync<ConnectionLostException>(() => connections.UseAsync<int>(
            async connection =>
            {
                await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(connection, "select pg_terminate_backend(pg_backend_pid())"));
                throw new ObjectDisposedException("the reader");
            },
            TestContext.Current.CancellationToken));
        Assert.NotEqual(lost, await UseAsync(connections, Process));
    }

    [Fact]
    public async Task A_connection_on_which_something_was_refused_or_cancelled_is_looked_after_by_the_driver()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        await using WarmConnections connections = new(source, Gate(1), TimeProvider.System);
        for (int n = 0; n < 5; n++)
        {
            await Assert.ThrowsAsync<PostgresException>(() => UseAsync(connections, "select 1 / 0"));
            using CancellationTokenSource leaving = new(TimeSpan.FromMilliseconds(20));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connections.UseAsync(c => RunAsync(c, "select pg_sleep(60)", leaving.Token), leaving.Token));
            Assert.Equal(n, await UseAsync(connections, $"select {n}"));
        }
    }

    [Fact]
    public async Task At_the_end_all_connections_are_given_back()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database);
        WarmConnections connections = new(source, Gate(2), TimeProvider.System);
        await UseAsync(connections, "select 1");
        TaskCompletionSource goesOn = new();
        Task<int> late = connections.UseAsync<int>(
            async _ =>
            {
                await goesOn.Task;
                return 1;
            },
            TestContext.Current.CancellationToken);
        await UseAsync(connections, "select 1");
        await connections.DisposeAsync();
        goesOn.SetResult();
        await late;
        // All of the pool's can be had.
        NpgsqlConnection[] all = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => source.OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask()))];
        Assert.Equal(8, all.DistinctBy(c => c.ProcessID).Count());
        foreach (NpgsqlConnection connection in all) await connection.DisposeAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Where_the_pool_is_smaller_than_what_may_go_on_at_once_nobody_waits_for_an_idle_one(int most)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database, most);
        await using WarmConnections connections = new(source, Gate(8), TimeProvider.System);
        // Who waited for the pool in vain would be told after five seconds.
        for (int round = 0; round < 5; round++) await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => UseAsync(connections, "select pg_sleep(0.01)")));
        // And others find some left.
        await using NpgsqlConnection other = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await RunAsync(other, "select 1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Those_that_nobody_needed_for_a_minute_are_given_back()
    {
        ManualTime time = new();
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = Source(database, most: 20);
        await using WarmConnections connections = new(source, Gate(4), time);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UseAsync(connections, "select pg_sleep(0.05)")));
        int last = (int)(await UseAsync(connections, Process))!;
        time.Pass(TimeSpan.FromSeconds(50));
        Assert.Equal(last, await UseAsync(connections, Process));
        time.Pass(TimeSpan.FromSeconds(10));
        // All of the others are the pool's again.
        NpgsqlConnection[] all = [.. await Task.WhenAll(Enumerable.Range(0, 19).Select(_ => source.OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask()))];
        Assert.DoesNotContain(last, all.Select(c => c.ProcessID));
        Assert.Equal(last, await UseAsync(connections, Process));
        foreach (NpgsqlConnection connection in all) await connection.DisposeAsync();
    }

    private static WorkGate Gate(int most) => new(most, TimeSpan.FromMinutes(1), TimeProvider.System);

    private static NpgsqlDataSource Source(TestDatabase database, int most = 8) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = most, Timeout = 5 });

    private static Task<object?> UseAsync(WarmConnections connections, string statement) =>
        connections.UseAsync(connection => RunAsync(connection, statement), TestContext.Current.CancellationToken);

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation = default)
    {
        await using NpgsqlCommand command = new(statement, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
