using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Hosting;

namespace Platform.Benchmarks;

/// <summary>A whole host on a database of its own, with a client that is signed in as its administrator. Disposing it removes everything.</summary>
public sealed class BenchHost : IAsyncDisposable
{
    private const string Password = "a password of benchmarks";
    private readonly string _directory;
    private readonly DatabaseServer _database;
    private readonly RunningHost _host;

    private BenchHost(string directory, DatabaseServer database, RunningHost host)
    {
        _directory = directory;
        _database = database;
        _host = host;
        Client = new HttpClient { BaseAddress = host.Address };
    }

    /// <summary>The administrator's client.</summary>
    public HttpClient Client { get; }

    /// <summary>The database; the tenant's schema is <c>t_default</c>.</summary>
    public NpgsqlDataSource Source => _database.DataSource;

    /// <summary>Starts a host.</summary>
    public static async Task<BenchHost> StartAsync()
    {
        string directory = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        DatabaseServer database = await DatabaseServer.StartEmbeddedAsync(new EmbeddedServerOptions(Path.Combine(directory, "pg")), CancellationToken.None);
        await CatalogMigrator.MigrateAsync(database.DataSource);
        PlatformOptions options = new() { Port = 0, DataDirectory = directory, AdministratorPassword = Password, OutboundAllowed = [System.Net.IPNetwork.Parse("127.0.0.0/8")] };
        BenchHost host = new(directory, database, await RunningHost.StartAsync(options, database, CancellationToken.None));
        await host.SignInAsync();
        return host;
    }

    /// <summary>Applies a document.</summary>
    public Task<JsonElement> ApplyAsync(string document) => AskAsync(
        "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }",
        new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } } });

    /// <summary>The data of an answer.</summary>
    public async Task<JsonElement> AskAsync(string path, string query, object? variables = null)
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(path, new { query, variables });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out JsonElement errors) ? throw new InvalidOperationException(errors.ToString()) : answer.GetProperty("data");
    }

    /// <summary>Runs a statement, however long it takes.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        await EmbeddedServer.RemoveAsync(Path.Combine(_directory, "pg"));
        Directory.Delete(_directory, recursive: true);
    }

    private async Task SignInAsync()
    {
        using HttpResponseMessage session = await Client.PostAsJsonAsync("/auth/login", new { email = "admin@example.com", password = Password });
        session.EnsureSuccessStatusCode();
        JsonElement body = await session.Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
    }
}
