using Npgsql;
using Platform.Runtime.Database.Embedded;
using Xunit;

namespace Platform.Runtime.Tests.Database.Embedded;

/// <summary>A folder with an embedded server that was started and stopped once, and one table in it.</summary>
public sealed class EmbeddedFolder : IAsyncLifetime
{
    public string Path { get; } = Directory.CreateTempSubdirectory("platform-embedded-").FullName;

    public EmbeddedServerOptions Options => new(Path) { MemoryBytes = 1L << 30 };

    public static async Task<object?> ScalarAsync(EmbeddedServer server, string query)
    {
        var builder = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask InitializeAsync()
    {
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(Options);
        await ScalarAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
