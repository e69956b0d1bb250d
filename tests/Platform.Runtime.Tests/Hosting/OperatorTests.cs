using System.Net;
using System.Net.Http.Json;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Files;
using Platform.Runtime.Hosting;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>The operator's commands, each a process of its own beside a serving host.</summary>
public sealed class OperatorTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-operator-").FullName;
    private TestDatabase? _database;
    private DatabaseServer? _connection;
    private RunningHost? _host;

    [Fact]
    public async Task A_member_is_made_given_roles_locked_out_and_let_in_again()
    {
        const string Email = "ann@example.com", Password = TestHost.AdministratorPassword;
        await RunAsync("tenant", "create", "acme", "--name", "Acme");
        await RunAsync("user", "create", Email, "--tenant", "acme", "--name", "Ann", "--role", "administrator");
        using HttpClient client = await SignedInAsync(Email, Password);

        await RunAsync("user", "set-roles", Email, "--tenant", "acme", "--role", "b", "--role", "a");
        Assert.Contains($"acme\t{Email}\tAnn\tactive\ta, b", await RunAsync("user", "list", "--tenant", "acme"), StringComparison.Ordinal);
        Assert.Equal("{a,b}", await ScalarAsync<string>($"SELECT roles::text FROM t_acme.\"user\" WHERE email = '{Email}'"));

        await RunAsync("user", "deactivate", Email, "--tenant", "acme");
        await RefusedAsync(client);
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(Email, Password));
        Assert.False(await ScalarAsync<bool>($"SELECT active FROM t_acme.\"user\" WHERE email = '{Email}'"));
        await RunAsync("user", "activate", Email, "--tenant", "acme");
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(Email, Password));

        using HttpClient before = await SignedInAsync(Email, Password);
        await RunAsync("user", "set-password", Email);
        await RefusedAsync(before);
        Assert.Equal((1, "MEMBERSHIP_NOT_FOUND"), await FailAsync("user", "deactivate", Email, "--tenant", "default"));
        Assert.Equal((1, "IDENTITY_NOT_FOUND"), await FailAsync("user", "set-password", "nobody@example.com"));
    }

    [Fact]
    public async Task A_tenant_is_closed_opened_and_deleted_only_when_that_is_said_twice()
    {
        const string Email = "bob@example.com", Password = TestHost.AdministratorPassword;
        await RunAsync("tenant", "create", "doomed");
        await RunAsync("user", "create", Email, "--tenant", "doomed", "--role", "administrator");
        using HttpClient client = await SignedInAsync(Email, Password);

        await RunAsync("tenant", "suspend", "doomed");
        await RefusedAsync(client);
        await RunAsync("tenant", "resume", "doomed");
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(Email, Password));

        Guid id = await ScalarAsync<Guid>("SELECT id FROM platform.tenants WHERE slug = 'doomed'");
        ContentStore files = new(Path.Combine(_data, "files"));
        using MemoryStream content = new([1]);
        StoredContent stored = (await files.AddAsync(id, content, 10, CancellationToken.None))!;
        Assert.Equal((2, "--yes"), await FailAsync("tenant", "delete", "doomed"));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(Email, Password));
        await RunAsync("tenant", "delete", "doomed", "--yes");
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(Email, Password));
        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = 't_doomed'"));
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM platform.documents WHERE tenant_id = '{id}'"));
        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM platform.identities WHERE email = 'bob@example.com'"));
        Assert.False(File.Exists(stored.Path));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(TestHost.AdministratorEmail, Password));
    }

    [Fact]
    public async Task What_time_could_not_do_is_listed_with_its_reason_and_tried_again()
    {
        // A topic that no node handles keeps the timers where they are.
        Guid id = await ScalarAsync<Guid>("SELECT id FROM platform.tenants WHERE slug = 'default'");
        long number = await ScalarAsync<long>(
            $$"""
            INSERT INTO platform.timers (tenant_id, topic, key, due_at, payload, attempts, last_error, failed_at)
            VALUES ('{{id}}', 'nobody', 'k1', now(), '{"object": "Quote", "record": "r1"}', 12, 'The door is shut.', now()) RETURNING id
            """);
        string listed = await RunAsync("timers", "failed", "--tenant", "default");
        Assert.Contains($"{number}\tnobody\tQuote r1\t12 attempts, given up ", listed, StringComparison.Ordinal);
        Assert.Contains("The door is shut.", listed, StringComparison.Ordinal);

        Assert.Contains("0 are due now", await RunAsync("timers", "retry", $"{number + 1_000}", "--tenant", "default"), StringComparison.Ordinal);
        Assert.Contains("1 are due now", await RunAsync("timers", "retry", $"{number}", "--tenant", "default"), StringComparison.Ordinal);
        Assert.True(await ScalarAsync<bool>($"SELECT failed_at IS NULL AND attempts = 0 AND due_at <= now() FROM platform.timers WHERE id = {number}"));
        Assert.Contains("next attempt", await RunAsync("timers", "failed", "--tenant", "default"), StringComparison.Ordinal);
        Assert.Equal(2, (await FailAsync("timers", "retry", "one", "--tenant", "default")).ExitCode);
        Assert.Equal(2, (await FailAsync("timers", "failed")).ExitCode);
    }

    public async ValueTask InitializeAsync()
    {
        _database = await CatalogDatabase.CreateAsync(server);
        _connection = await DatabaseServer.ConnectAsync(_database.ConnectionString, CancellationToken.None);
        var options = new PlatformOptions { Port = 0, DataDirectory = _data, AdministratorPassword = TestHost.AdministratorPassword };
        _host = await RunningHost.StartAsync(options, _connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        (int exitCode, string output) = await HostProcess.OperateAsync([.. arguments, "--data", _data, "--database", _database!.ConnectionString]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>The exit code, and the code or word that the output must have.</summary>
    private async Task<(int ExitCode, string Said)> FailAsync(params string[] arguments)
    {
        (int exitCode, string output) = await HostProcess.OperateAsync([.. arguments, "--data", _data, "--database", _database!.ConnectionString]);
        string[] known = ["MEMBERSHIP_NOT_FOUND", "IDENTITY_NOT_FOUND", "--yes"];
        return (exitCode, known.FirstOrDefault(word => output.Contains(word, StringComparison.Ordinal)) ?? output);
    }

    private async Task<HttpStatusCode> SignInAsync(string email, string password)
    {
        using HttpClient client = new() { BaseAddress = _host!.Address };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email, password });
        return response.StatusCode;
    }

    private async Task<HttpClient> SignedInAsync(string email, string password)
    {
        // A handler of its own keeps the session's cookie.
        HttpClient client = new(new HttpClientHandler()) { BaseAddress = _host!.Address };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email, password });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me")).StatusCode);
        return client;
    }

    private static Task RefusedAsync(HttpClient client) =>
        Eventually.HoldsAsync(async () => (await client.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session is refused");

    private async Task<T> ScalarAsync<T>(string query)
    {
        await using Npgsql.NpgsqlCommand command = _database!.DataSource.CreateCommand(query);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
