using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Hosting;
using Xunit;

namespace Platform.Testing;

/// <summary>Class fixture: a whole host on a database of its own, listening on a port of its own, with a tenant and an administrator.</summary>
public sealed class TestHost(PostgresServer server) : IAsyncLifetime
{
    /// <summary>E-mail address of the administrator.</summary>
    public const string AdministratorEmail = "admin@example.com";

    /// <summary>Password of the administrator.</summary>
    public const string AdministratorPassword = "correct horse battery";

    private readonly string _directory = Directory.CreateTempSubdirectory("platform-host-").FullName;
    private TestDatabase? _database;
    private DatabaseServer? _connection;
    private RunningHost? _host;

    /// <summary>The host's database.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Services of the host.</summary>
    public IServiceProvider Services => Host.Services;

    /// <summary>Where the host listens.</summary>
    public Uri Address => Host.Address;

    private RunningHost Host => _host ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>A client that keeps no cookies and is not signed in.</summary>
    public HttpClient CreateClient() => new(new HttpClientHandler { UseCookies = false }) { BaseAddress = Address };

    /// <summary>A client that sends the token of a new session.</summary>
    public async Task<HttpClient> CreateSignedInClientAsync(string email = AdministratorEmail, string password = AdministratorPassword)
    {
        HttpClient client = CreateClient();
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email, password });
        response.EnsureSuccessStatusCode();
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        return client;
    }

    /// <summary>A second node on the same database, with other services in the place of some if told; the caller disposes it.</summary>
    public Task<RunningHost> StartSecondNodeAsync(Action<IServiceCollection>? replace = null) => RunningHost.StartAsync(Options(), _connection!, CancellationToken.None, replace);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _database = await CatalogDatabase.CreateAsync(server);
        _connection = await DatabaseServer.ConnectAsync(_database.ConnectionString, CancellationToken.None);
        _host = await RunningHost.StartAsync(Options(), _connection, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private PlatformOptions Options() =>
        new() { Port = 0, DataDirectory = _directory, AdministratorPassword = AdministratorPassword, OutboundAllowed = [System.Net.IPNetwork.Parse("127.0.0.0/8")] };
}
