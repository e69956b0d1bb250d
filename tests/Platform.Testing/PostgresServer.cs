using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Platform.Runtime.Database.Embedded;
using Xunit;

namespace Platform.Testing;

/// <summary>
/// One embedded PostgreSQL server for a test process, started by the first test that asks for a database and stopped with the process.
/// Register it once per test assembly: <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> templates = new(StringComparer.Ordinal);
    private EmbeddedServer? server;
    private int databases;

    /// <summary>Does nothing: a run whose tests need no database starts no server.</summary>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Connection string of the superuser on the maintenance database.</summary>
    public async Task<string> AdministratorConnectionStringAsync() => (await StartedAsync()).AdministratorConnectionString;

    /// <summary>
    /// A fresh database owned by the platform's role, cloned from a template which is made at the first call with its name.
    /// </summary>
    /// <param name="template">Name of the template, unique in the process; null for an empty database.</param>
    /// <param name="prepare">Fills the template; it gets a data source on it, and must leave no session open.</param>
    public async Task<TestDatabase> CreateDatabaseAsync(string? template = null, Func<NpgsqlDataSource, Task>? prepare = null)
    {
        EmbeddedServer running = await StartedAsync();
        string source = template is null
            ? "template0"
            : await templates.GetOrAdd(template, _ => new Lazy<Task<string>>(() => MakeTemplateAsync(running, prepare))).Value;
        return await CloneAsync(running, source);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is null) return;
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
        Directory.Delete(OwnDirectory, recursive: true);
    }

    private static string Root => Path.Combine(Path.GetTempPath(), $"platform-tests-{Environment.UserName}");

    private static string OwnDirectory => Path.Combine(Root, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private async Task<EmbeddedServer> StartedAsync()
    {
        if (server is not null) return server;
        await Starting.WaitAsync();
        try
        {
            if (server is null)
            {
                await RemoveLeftoversAsync();
                server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(OwnDirectory) { Durable = false });
            }
            return server;
        }
        finally
        {
            Starting.Release();
        }
    }

    private async Task<string> MakeTemplateAsync(EmbeddedServer running, Func<NpgsqlDataSource, Task>? prepare)
    {
        TestDatabase template = await CloneAsync(running, "template0");
        if (prepare is not null) await prepare(template.DataSource);
        await template.DataSource.DisposeAsync();
        return template.Name;
    }

    private async Task<TestDatabase> CloneAsync(EmbeddedServer running, string source)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await ExecuteAsync(running.AdministratorConnectionString, $"CREATE DATABASE {name} TEMPLATE {source} OWNER {EmbeddedServer.PlatformRole}");
        var connection = new NpgsqlConnectionStringBuilder(running.ConnectionString) { Database = name };
        return new TestDatabase(name, connection.ConnectionString, running.AdministratorConnectionString);
    }

    internal static async Task ExecuteAsync(string connectionString, string statement)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Takes down the servers of test processes that were killed.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        Directory.CreateDirectory(Root);
        foreach (string folder in Directory.GetDirectories(Root))
        {
            if (IsOfLivingProcess(Path.GetFileName(folder))) continue;
            try
            {
                await EmbeddedServer.RemoveAsync(folder);
            }
            catch (Exception other) when (other is IOException or Runtime.Database.DatabaseStartException)
            {
                // Another test process is removing it.
            }
        }
    }

    private static bool IsOfLivingProcess(string name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return true;
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
