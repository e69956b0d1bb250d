using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Metadata.Tables;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Hosting;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>
/// A real host is killed while it applies and rolls back: the tenant is at the old revision or at the new one, never between. The database
/// itself stops the host at chosen points (<see cref="KillPoints"/>), so that each run dies at the same statements.
/// </summary>
public sealed class KillTests(PostgresServer server)
{
    private const string Accept = "accept: [\"DATA_LOSS\", \"CANNOT_CONVERT\", \"LOSSY_CONVERSION\", \"REQUIRED_MISSING\"]";

    private static readonly string[] Before =
    [
        Docs.Object("Thing", Docs.Field("size", "text"), Docs.Field("note", "text"), Docs.Field("others", "manyToMany", "\"target\":\"Thing\"")),
    ];

    private static readonly string[] After =
    [
        Docs.Object("Thing", Docs.Field("size", "integer", "\"unique\":true"), Docs.Field("tags", "tags"), Docs.Field("main", "lookup", "\"target\":\"Part\"")),
        Docs.Object("Part", Docs.Field("whole", "masterDetail", "\"target\":\"Thing\""), Docs.Field("price", "currency")),
    ];

    [Fact]
    public async Task A_host_killed_at_any_statement_leaves_documents_and_tables_of_one_revision()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        string directory = Directory.CreateTempSubdirectory("platform-kill-").FullName;
        HostProcess? host = null;
        try
        {
            host = await StartAsync(directory, database);
            await using KillPoints points = await KillPoints.InstallAsync(await server.AdministratorConnectionStringAsync(), database);
            Tenant tenant = new(database.DataSource);
            long old = await SendAsync(host, $"mutation($e: [DocumentEdit!]!) {{ apply(edits: $e, {Accept}) {{ revision }} }}", Edits(Before));
            await tenant.ExecuteAsync(
                "INSERT INTO t_default.thing (id, version, created_at, updated_at, size, note) SELECT gen_random_uuid(), 1, now(), now(), n || ' m', n FROM generate_series(1, 500) n");
            string rows = await tenant.RowsAsync();
            string apply = $"mutation($e: [DocumentEdit!]!) {{ apply(edits: $e, {Accept}) {{ revision }} }}";
            string rollback = $"mutation {{ rollback(to: {old}, {Accept}) {{ revision }} }}";

            foreach (string point in await PointsAsync(host, "plan(edits: $e) { statements { sql background } }", Edits(After)))
            {
                host = await KillAtAsync(host, points, point, () => SendAsync(host, apply, Edits(After)), directory, database);
                Assert.Equal((point, old), (point, await tenant.CheckAsync(host)));
                Assert.Equal(rows, await tenant.RowsAsync());
            }

            // The commit is on its way when the host dies: the database carries it out.
            host = await KillAtAsync(host, points, "commit 1", () => SendAsync(host, apply, Edits(After)), directory, database);
            Assert.Equal(old + 1, await tenant.CheckAsync(host));

            foreach (string point in (await PointsAsync(host, $"planRollback(to: {old}) {{ statements {{ sql background }} }}", new { })).Where((_, i) => i % 2 == 1))
            {
                host = await KillAtAsync(host, points, point, () => SendAsync(host, rollback, new { }), directory, database);
                Assert.Equal((point, old + 1), (point, await tenant.CheckAsync(host)));
            }

            host = await KillAtAsync(host, points, "commit 1", () => SendAsync(host, rollback, new { }), directory, database);
            Assert.Equal(old + 2, await tenant.CheckAsync(host));
            Assert.Equal(rows, await tenant.RowsAsync());
        }
        finally
        {
            host?.Dispose();
            Directory.Delete(directory, recursive: true);
        }
    }

    // The first, a middle and the last definition, and the writing of the documents; every other one on the way back.
    private static async Task<string[]> PointsAsync(HostProcess host, string field, object variables)
    {
        string query = field.Contains('$', StringComparison.Ordinal) ? $"query($e: [DocumentEdit!]!) {{ p: {field} }}" : $"{{ p: {field} }}";
        using JsonDocument answer = await AskAsync(host, query, variables);
        int definitions = answer.RootElement.GetProperty("data").GetProperty("p").GetProperty("statements").EnumerateArray()
            .Count(s => !s.GetProperty("background").GetBoolean() && s.GetProperty("sql").GetString()!.Split(' ')[0] is "create" or "alter" or "drop");
        Assert.InRange(definitions, 8, 200);
        return ["define 1", $"define {definitions / 2}", $"define {definitions}", "documents 1"];
    }

    private static async Task<HostProcess> StartAsync(string directory, TestDatabase database)
    {
        int port = HostProcess.FreePort();
        HostProcess host = HostProcess.Start(port, "--data", directory, "--database", database.ConnectionString);
        await host.ServesAsync();
        HttpResponseMessage session = await host.Client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        using JsonDocument body = JsonDocument.Parse(await session.Content.ReadAsStringAsync());
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.RootElement.GetProperty("token").GetString());
        return host;
    }

    private static async Task<HostProcess> KillAtAsync(
        HostProcess host, KillPoints points, string point, Func<Task<long>> request, string directory, TestDatabase database)
    {
        await points.SetAsync(point);
        Task<long> sent = request();
        await Eventually.HoldsAsync(
            async () => sent.IsCompleted ? throw new InvalidOperationException($"It was done without reaching '{point}': {await sent}") : await points.IsReachedAsync(),
            $"the host reaches '{point}'");
        await host.KillAsync();
        await ((Task)sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        host.Dispose();
        await points.ReleaseAsync();
        return await StartAsync(directory, database);
    }

    private static async Task<long> SendAsync(HostProcess host, string query, object variables)
    {
        using JsonDocument answer = await AskAsync(host, query, variables);
        return answer.RootElement.GetProperty("data").EnumerateObject().First().Value.GetProperty("revision").GetInt64();
    }

    private static async Task<JsonDocument> AskAsync(HostProcess host, string query, object variables)
    {
        HttpResponseMessage answer = await host.Client.PostAsJsonAsync("/metadata", new { query, variables });
        string body = await answer.Content.ReadAsStringAsync();
        Assert.False(body.Contains("\"errors\"", StringComparison.Ordinal), body);
        return JsonDocument.Parse(body);
    }

    private static object Edits(string[] documents) =>
        new { e = documents.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }).ToArray() };

    /// <summary>The tenant of the host, looked at past it.</summary>
    private sealed class Tenant(NpgsqlDataSource dataSource)
    {
        /// <summary>Fails unless documents, model and tables agree and the host serves them; the revision.</summary>
        public async Task<long> CheckAsync(HostProcess host)
        {
            Guid id = await ScalarAsync<Guid>("SELECT id FROM platform.tenants WHERE slug = 'default'");
            TenantState state = (await new TenantModels(dataSource).GetAsync(id, CancellationToken.None))!;
            IEnumerable<string> wanted = TableMapping.TablesOf(state.Model).SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}"));
            string found = await ScalarAsync<string>(
                """
                SELECT string_agg(c.relname || '.' || a.attname, ',')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE n.nspname = 't_default' AND c.relkind = 'r' AND c.relname NOT LIKE 'dropped\_%' AND a.attname NOT LIKE 'dropped\_%'
                  AND EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = c.oid AND i.attname IN ('id', 'source_id')) AND c.relname NOT LIKE '\_%'
                """);
            Assert.Equal(wanted.Order(StringComparer.Ordinal), found.Split(',').Order(StringComparer.Ordinal));
            Assert.Equal(state.Revision, await ScalarAsync<long>($"SELECT max(number) FROM platform.revisions WHERE tenant_id = '{id}'"));
            Assert.InRange(await ScalarAsync<long>($"SELECT max(valid_from) FROM platform.documents WHERE tenant_id = '{id}'"), 1, state.Revision);
            using JsonDocument revision = await AskAsync(host, "{ revision }", new { });
            Assert.Equal(state.Revision, revision.RootElement.GetProperty("data").GetProperty("revision").GetInt64());
            HttpResponseMessage served = await host.Client.PostAsJsonAsync("/graphql", new { query = "{ things { totalCount nodes { id title size } } }" });
            Assert.Contains("\"totalCount\": 500", (await served.Content.ReadAsStringAsync()).Replace("\":5", "\": 5", StringComparison.Ordinal), StringComparison.Ordinal);
            return state.Revision;
        }

        public Task<string> RowsAsync() => ScalarAsync<string>("SELECT string_agg(concat_ws(' ', id, size, note), E'\n' ORDER BY id) FROM t_default.thing");

        public async Task ExecuteAsync(string sql)
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        private async Task<T> ScalarAsync<T>(string sql)
        {
            await using NpgsqlCommand command = dataSource.CreateCommand(sql);
            return await command.ExecuteScalarAsync() is T value ? value : throw new InvalidOperationException($"Nothing: {sql}");
        }
    }
}
