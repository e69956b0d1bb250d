using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Hosting;
using Platform.Runtime.Tests.Database.Embedded;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>A host on an embedded server of its own, which the tests take away from it.</summary>
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-outage-").FullName;
    private EmbeddedServer? _server;
    private DatabaseServer? _connection;
    private RunningHost? _host;

    private EmbeddedServer Server => _server!;

    [Fact]
    public async Task While_the_database_is_away_requests_are_told_so_and_afterwards_the_next_ones_work()
    {
        using HttpClient client = new() { BaseAddress = _host!.Address };
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(client));

        await Server.StopPostmasterAsync();
        using (HttpResponseMessage refused = await client.PostAsJsonAsync("/auth/login", new { email = "a@example.com", password = "x" }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            JsonElement problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("DATABASE_UNAVAILABLE", problem.GetProperty("code").GetString());
            Assert.False(problem.TryGetProperty("detail", out _));
        }
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);

        await Server.EnsureRunningAsync();
        await Eventually.HoldsAsync(async () => await SignInAsync(client) == HttpStatusCode.OK, "sign-in works again");
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_many_requests_fails_them_cleanly_or_not_at_all()
    {
        using HttpClient client = new() { BaseAddress = _host!.Address };
        using var stop = new CancellationTokenSource();
        Task<HttpStatusCode[]>[] users = [.. Enumerable.Range(0, 4).Select(_ => KeepSigningInAsync(client, stop.Token))];

        await Server.RestartAsync();

        // Four in a row, one for each connection that may still be of the old server.
        int successes = 0;
        await Eventually.HoldsAsync(
            async () => (successes = await SignInAsync(client) == HttpStatusCode.OK ? successes + 1 : 0) >= 4, "sign-in works again");
        await stop.CancelAsync();
        HttpStatusCode[] answers = [.. (await Task.WhenAll(users)).SelectMany(answer => answer)];
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Contains(answer, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writes_and_reads_in_the_middle_of_a_restart_or_crash_are_told_so_and_leave_nothing_by_halves(bool crash)
    {
        using HttpClient client = new() { BaseAddress = _host!.Address };
        using HttpResponseMessage begun = await client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        begun.EnsureSuccessStatusCode();
        GraphQLTraffic traffic = new(client);
        Task running = traffic.RunAsync();
        await Eventually.HoldsAsync(() => traffic.IsFlowing, "records are written and read");

        if (crash) await CrashAsync();
        else await Server.RestartAsync();

        long before = traffic.Successes;
        await Eventually.HoldsAsync(() => traffic.Successes > before + 20 && traffic.Failures > 0, "requests work again");
        traffic.Stop();
        await running;
        Assert.Empty(traffic.Unexpected);
        long records = (long)(await EmbeddedFolder.ScalarAsync(Server, "SELECT count(*) FROM t_default.department WHERE name LIKE 'bulk%'"))!;
        Assert.Equal(0, records % GraphQLTraffic.BulkSize);
        Assert.InRange(records / GraphQLTraffic.BulkSize, traffic.WrittenInBulk, traffic.WrittenInBulk + traffic.Failures);
        Assert.Equal(
            (long)(await EmbeddedFolder.ScalarAsync(Server, "SELECT count(*) FROM t_default.department"))!,
            (long)(await EmbeddedFolder.ScalarAsync(Server, "SELECT count(*) FROM t_default.history_entry h JOIN t_default.department d ON d.id::text = h.record WHERE h.kind = 'create'"))!);
    }

    [Fact]
    public async Task A_sign_out_during_the_outage_of_notifications_still_ends_the_session()
    {
        using HttpClient client = new() { BaseAddress = _host!.Address };
        using HttpResponseMessage begun = await client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        string token = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me")).StatusCode);

        // The session ends while this node can't hear of it.
        await Server.RestartAsync();
        await EmbeddedFolder.ScalarAsync(Server, "DELETE FROM platform.sessions");

        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session is refused");
    }

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(Path.Combine(_data, "db")));
        _connection = await DatabaseServer.ConnectAsync(_server.ConnectionString, CancellationToken.None);
        await CatalogMigrator.MigrateAsync(_connection.DataSource);
        var options = new PlatformOptions { Port = 0, DataDirectory = _data, AdministratorPassword = TestHost.AdministratorPassword };
        _host = await RunningHost.StartAsync(options, _connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Kills a session's process: the server takes that for damage, cuts all sessions off and recovers.</summary>
    private async Task CrashAsync()
    {
        int id = (int)(await EmbeddedFolder.ScalarAsync(
            Server, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC LIMIT 1"))!;
        using var session = Process.GetProcessById(id);
        session.Kill();
    }

    private static async Task<HttpStatusCode> SignInAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode[]> KeepSigningInAsync(HttpClient client, CancellationToken stop)
    {
        List<HttpStatusCode> answers = [];
        do answers.Add(await SignInAsync(client));
        while (!stop.IsCancellationRequested);
        return [.. answers];
    }
}
