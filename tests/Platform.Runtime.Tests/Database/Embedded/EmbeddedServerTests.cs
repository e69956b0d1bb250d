using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database.Embedded;

public sealed class EmbeddedServerTests(EmbeddedFolder folder) : IClassFixture<EmbeddedFolder>
{
    private const string ReadKept = "SELECT answer FROM kept";

    [Fact]
    public async Task Data_survive_a_stop_and_nothing_keeps_running()
    {
        EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options);
        await using (server)
        {
            Assert.Equal(42, await EmbeddedFolder.ScalarAsync(server, ReadKept));
            Assert.NotNull(server.ProcessId);
        }
        Assert.Null(server.ProcessId);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "run"), ".s.PGSQL*"));
    }

    [Fact]
    public async Task The_server_listens_on_no_network_and_needs_its_password()
    {
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options);
        Assert.Equal("", await EmbeddedFolder.ScalarAsync(server, "SHOW listen_addresses"));
        Assert.Equal(false, await EmbeddedFolder.ScalarAsync(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));

        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        PostgresException refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public void Passwords_are_readable_by_their_owner_alone()
    {
        string secrets = Path.Combine(folder.Path, "secrets");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        Assert.NotEmpty(Directory.GetFiles(secrets));
        Assert.All(
            Directory.GetFiles(secrets),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_killed_postmaster_is_started_again_with_everything_committed()
    {
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options);
        await EmbeddedFolder.ScalarAsync(server, "CREATE TABLE IF NOT EXISTS late (n int); INSERT INTO late VALUES (1)");
        object? before = await EmbeddedFolder.ScalarAsync(server, "SELECT count(*) FROM late");
        int killed = server.ProcessId!.Value;
        Process.GetProcessById(killed).Kill();
        await Eventually.HoldsAsync(() => server.ProcessId is null, "the postmaster is gone");

        await server.EnsureRunningAsync();

        Assert.NotEqual(killed, server.ProcessId);
        Assert.Equal(before, await EmbeddedFolder.ScalarAsync(server, "SELECT count(*) FROM late"));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_living_process_is_stale()
    {
        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string data = Path.Combine(folder.Path, "data");
        await File.WriteAllTextAsync(Path.Combine(data, "postmaster.pid"), $"{id}\n{data}\n1700000000\n5432\n{folder.Path}/run\n\n\n");

        await using EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options);

        Assert.Equal(42, await EmbeddedFolder.ScalarAsync(server, ReadKept));
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using EmbeddedServer first = await EmbeddedServer.StartAsync(folder.Options);

        DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(() => EmbeddedServer.StartAsync(folder.Options));

        Assert.Equal("DATABASE_IN_USE", refusal.Code);
        Assert.Equal(42, await EmbeddedFolder.ScalarAsync(first, ReadKept));
    }

    [Fact]
    public async Task A_data_directory_of_another_major_version_is_refused_and_left_alone()
    {
        string version = Path.Combine(folder.Path, "data", "PG_VERSION");
        string own = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "17\n");
        string[] before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);
        try
        {
            DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(() => EmbeddedServer.StartAsync(folder.Options));

            Assert.Equal("DATABASE_VERSION", refusal.Code);
            Assert.Contains("PostgreSQL 17", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
        }
        finally
        {
            await File.WriteAllTextAsync(version, own);
        }
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(
            () => EmbeddedServer.StartAsync(folder.Options with { Port = port }));

        Assert.Equal("DATABASE_PORT_TAKEN", refusal.Code);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_listens_on_loopback_alone()
    {
        int port = FreePort();
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options with { Port = port });
        IPEndPoint[] listeners =
            [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == port)];
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, port)], listeners);
    }

    [Fact]
    public async Task A_lost_password_is_told_and_the_data_stay()
    {
        string file = Path.Combine(folder.Path, "secrets", "superuser");
        string password = await File.ReadAllTextAsync(file);
        File.Delete(file);
        try
        {
            DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(() => EmbeddedServer.StartAsync(folder.Options));
            Assert.Equal("DATABASE_PASSWORD_LOST", refusal.Code);
        }
        finally
        {
            await File.WriteAllTextAsync(file, password);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(folder.Options);
        Assert.Equal(42, await EmbeddedFolder.ScalarAsync(server, ReadKept));
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
