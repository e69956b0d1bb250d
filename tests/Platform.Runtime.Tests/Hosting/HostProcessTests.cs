using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Platform.Runtime.Database.Embedded;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

public sealed class HostProcessTests(PostgresServer server) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-process-").FullName;

    private string PostmasterFile => Path.Combine(_data, "postgresql", "data", "postmaster.pid");

    [Fact]
    public async Task A_killed_host_leaves_a_database_that_the_next_one_takes_over_and_a_stopped_one_leaves_nothing()
    {
        int port = HostProcess.FreePort();
        using (HostProcess killed = HostProcess.Start(port, "--data", _data))
        {
            await killed.ServesAsync();
            Assert.Equal(HttpStatusCode.OK, await killed.SignInAsync());
            await AssertSecondHostIsRefusedAsync();
            await killed.KillAsync();
        }
        Assert.True(File.Exists(PostmasterFile), "the database of the killed host still runs");
        string left = File.ReadLines(PostmasterFile).First();

        using HostProcess next = HostProcess.Start(port, "--data", _data);
        await next.ServesAsync();
        Assert.NotEqual(left, File.ReadLines(PostmasterFile).First());
        Assert.Equal(HttpStatusCode.OK, await next.SignInAsync());

        Assert.Equal(0, await next.TerminateAsync());
        Assert.False(File.Exists(PostmasterFile), "the database was stopped with the host");
    }

    [Fact]
    public async Task The_operator_makes_tenants_and_users_beside_a_running_host_and_without_one()
    {
        using (HostProcess host = HostProcess.Start(HostProcess.FreePort(), "--data", _data))
        {
            await host.ServesAsync();
            (int made, string said) = await HostProcess.OperateAsync("tenant", "create", "acme", "--name", "Acme", "--currency", "EUR", "--data", _data);
            Assert.True(made == 0, said);
            (made, said) = await HostProcess.OperateAsync(
                "user", "create", "ann@example.com", "--tenant", "acme", "--role", "administrator", "--data", _data);
            Assert.True(made == 0, said);
            Assert.Equal(HttpStatusCode.OK, await host.SignInAsync("ann@example.com"));
            Assert.Equal(0, await host.TerminateAsync());
        }

        (int listed, string tenants) = await HostProcess.OperateAsync("tenant", "list", "--data", _data);
        Assert.Equal(0, listed);
        Assert.Contains("acme\tAcme\tactive", tenants, StringComparison.Ordinal);
        Assert.False(File.Exists(PostmasterFile), "the database that the command started was stopped");
        (int refused, string reason) = await HostProcess.OperateAsync("tenant", "create", "acme", "--data", _data);
        Assert.Equal(1, refused);
        Assert.Contains("TENANT_EXISTS", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenant", "burn")]
    [InlineData("user", "create")]
    [InlineData("user", "create", "a@example.com")]
    public async Task A_wrong_command_of_the_operator_is_answered_with_the_right_ones(params string[] arguments)
    {
        (int exitCode, string said) = await HostProcess.OperateAsync([.. arguments, "--data", _data]);
        Assert.Equal(2, exitCode);
        Assert.Contains("Usage: ./platform tenant list", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_before_anything_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        using HostProcess host = HostProcess.Start(port, "--data", _data);
        Assert.Equal(1, await host.EndAsync());
        Assert.Contains("PORT_TAKEN", host.Output, StringComparison.Ordinal);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), host.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data, "postgresql")));
    }

    [Theory]
    [InlineData("--prot", "1")]
    [InlineData("--data")]
    [InlineData("--fresh", "--database", "Host=x")]
    [InlineData("--demo=huge")]
    public async Task A_wrong_command_line_is_answered_with_the_options(params string[] arguments)
    {
        using HostProcess host = HostProcess.Start(HostProcess.FreePort(), arguments);
        Assert.Equal(2, await host.EndAsync());
        Assert.Contains("Usage: ./platform run", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_killed_in_the_middle_of_a_migration_leaves_none_of_it_and_the_next_one_makes_it_whole()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        // The migration stops where it makes the outbox, until the test lets it go on.
        await using NpgsqlDataSource administrator = await AdministratorAsync(database.Name);
        await ExecuteAsync(administrator,
            """
            CREATE FUNCTION pause() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity = 'platform.outbox')
                THEN PERFORM pg_advisory_lock_shared(77); END IF;
            END $$;
            CREATE EVENT TRIGGER pause ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION pause();
            """);
        await using (NpgsqlConnection barrier = await administrator.OpenConnectionAsync())
        {
            await ExecuteAsync(barrier, "SELECT pg_advisory_lock(77)");
            using HostProcess killed = HostProcess.Start(HostProcess.FreePort(), "--data", _data, "--database", database.ConnectionString);
            await Eventually.HoldsAsync(
                async () => await CountAsync(administrator, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted") == 1,
                "the migration has come to the outbox");
            await killed.KillAsync();
            await ExecuteAsync(barrier, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted");
            await ExecuteAsync(barrier, "SELECT pg_advisory_unlock(77)");
        }
        await Eventually.HoldsAsync(
            async () => await CountAsync(administrator, "SELECT count(*) FROM pg_tables WHERE schemaname = 'platform' AND tablename <> 'migrations'") == 0
                && await CountAsync(administrator, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'platform'") == 0,
            "nothing of the migration is left");

        using HostProcess next = HostProcess.Start(HostProcess.FreePort(), "--data", _data, "--database", database.ConnectionString);
        await next.ServesAsync();
        Assert.Equal(HttpStatusCode.OK, await next.SignInAsync());
        Assert.Equal(0, await next.TerminateAsync());
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told_without_its_password()
    {
        int port = HostProcess.FreePort();
        using HostProcess host = HostProcess.Start(
            HostProcess.FreePort(), "--data", _data, "--database", $"Host=127.0.0.1;Port={port};Username=u;Password=hush-hush;Database=d");
        Assert.Equal(1, await host.EndAsync());
        Assert.Contains("DATABASE_CONNECTION", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", host.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        string postgresql = Path.Combine(_data, "postgresql");
        if (Directory.Exists(postgresql)) EmbeddedServer.RemoveAsync(postgresql).GetAwaiter().GetResult();
        Directory.Delete(_data, recursive: true);
    }

    private async Task AssertSecondHostIsRefusedAsync()
    {
        using HostProcess second = HostProcess.Start(HostProcess.FreePort(), "--data", _data);
        Assert.Equal(1, await second.EndAsync());
        Assert.Contains("DATABASE_IN_USE", second.Output, StringComparison.Ordinal);
    }

    private async Task<NpgsqlDataSource> AdministratorAsync(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.AdministratorConnectionStringAsync()) { Database = database };
        return NpgsqlDataSource.Create(connection.ConnectionString);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string query)
    {
        await using NpgsqlCommand command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string statement)
    {
        await using NpgsqlCommand command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
