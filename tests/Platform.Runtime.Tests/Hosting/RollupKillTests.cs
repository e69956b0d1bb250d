using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>A host, and its database, that are killed while many write records of one parent.</summary>
public sealed class RollupKillTests : IDisposable
{
    private const int Writers = 8;
    private readonly string _data = Directory.CreateTempSubdirectory("platform-rollup-kill-").FullName;
    private long _acknowledged;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Totals_are_exact_after_a_kill_and_what_was_acknowledged_is_in_them(bool killsDatabase)
    {
        int port = HostProcess.FreePort();
        using (HostProcess host = HostProcess.Start(port, "--data", _data))
        {
            await host.ServesAsync();
            await host.BeginSessionAsync();
            string meter = await PrepareAsync(host.Client);
            Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(host.Client, meter)));
            await Eventually.HoldsAsync(() => Interlocked.Read(ref _acknowledged) > 40, "readings are written");
            if (killsDatabase) await KillDatabaseAsync();
            await host.KillAsync();
            await writing;
        }

        using HostProcess next = HostProcess.Start(port, "--data", _data);
        await next.ServesAsync();
        await next.BeginSessionAsync();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(EmbeddedServer.FindRunning(Path.Combine(_data, "postgresql"))!);
        await using NpgsqlCommand totals = database.CreateCommand(
            "SELECT m.total, m.count, (SELECT sum(r.value) FROM t_default.reading r), (SELECT count(*) FROM t_default.reading r) FROM t_default.meter m");
        await using NpgsqlDataReader reader = await totals.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        (decimal total, long count) = (reader.GetDecimal(0), reader.GetInt32(1));
        Assert.Equal((reader.GetDecimal(2), reader.GetInt64(3)), (total, count));
        Assert.InRange(count, Interlocked.Read(ref _acknowledged), Interlocked.Read(ref _acknowledged) + Writers);
        await reader.DisposeAsync();
        JsonElement checks = await AskAsync(next.Client, "/metadata", "{ checkRollups { wrong } }", null);
        Assert.All(checks.GetProperty("checkRollups").EnumerateArray(), c => Assert.Equal(0, c.GetProperty("wrong").GetDouble()));
        Assert.Equal(0, await next.TerminateAsync());
    }

    public void Dispose()
    {
        string postgresql = Path.Combine(_data, "postgresql");
        if (Directory.Exists(postgresql)) EmbeddedServer.RemoveAsync(postgresql).GetAwaiter().GetResult();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task<string> PrepareAsync(HttpClient client)
    {
        string meter = Docs.Object(
            "Meter", Docs.Field("total", "decimal", "\"rollup\":{\"relation\":\"readings\",\"function\":\"sum\",\"field\":\"value\"}"),
            Docs.Field("count", "integer", "\"rollup\":{\"relation\":\"readings\",\"function\":\"count\"}"));
        string reading = Docs.Object("Reading", Docs.Field("value", "decimal"), Docs.Field("meter", "lookup", "\"target\":\"Meter\",\"inverse\":\"readings\""));
        await AskAsync(client, "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new
        {
            e = new[] { meter, reading }.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }),
        });
        JsonElement made = await AskAsync(client, "/graphql", "mutation { createMeter(input: {title: \"one\"}) { record { id } } }", null);
        return made.GetProperty("createMeter").GetProperty("record").GetProperty("id").GetString()!;
    }

    private async Task WriteAsync(HttpClient client, string meter)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new
                {
                    query = "mutation($m: ID!, $v: Decimal!) { createReading(input: {title: \"r\", meter: $m, value: $v}) { record { id } } }",
                    variables = new { m = meter, v = $"{i}.25" },
                });
                if (!response.IsSuccessStatusCode || (await response.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("errors", out _)) return;
                Interlocked.Increment(ref _acknowledged);
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
            {
                return;
            }
        }
    }

    // As when the machine stops: nothing is written any more that was not.
    private async Task KillDatabaseAsync()
    {
        int id = int.Parse((await File.ReadAllLinesAsync(Directory.GetFiles(Path.Combine(_data, "postgresql"), "postmaster.pid", SearchOption.AllDirectories)[0]))[0], System.Globalization.CultureInfo.InvariantCulture);
        using System.Diagnostics.Process server = System.Diagnostics.Process.GetProcessById(id);
        server.Kill();
        await server.WaitForExitAsync();
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string path, string query, object? variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, new { query, variables });
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data");
    }
}
