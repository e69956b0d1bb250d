using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Hosting;

namespace Platform.Benchmarks.Publish;

/// <summary>
/// Adds fields to an object of a million records, and an index on one of them, through the HTTP interface of a whole host, while a reader and a writer
/// use the object through <c>/graphql</c>.
/// </summary>
public static class PublishBenchmark
{
    private const int Records = 1_000_000, Runs = 9;
    private const double FieldLimit = 200, PauseLimit = 1000;
    private const string Password = "a password of benchmarks";

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"publish: an object of {Records:N0} records; {Machine.Description}"));
        string directory = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        try
        {
            await using DatabaseServer database = await DatabaseServer.StartEmbeddedAsync(new EmbeddedServerOptions(Path.Combine(directory, "pg")), CancellationToken.None);
            await CatalogMigrator.MigrateAsync(database.DataSource);
            PlatformOptions options = new() { Port = 0, DataDirectory = directory, AdministratorPassword = Password };
            await using RunningHost host = await RunningHost.StartAsync(options, database, CancellationToken.None);
            using HttpClient client = await SignInAsync(host.Address);
            await ApplyAsync(client, Deal(fields: 0, indexed: false));
            string record = await FillAsync(database.DataSource);
            return await MeasureAsync(client, database.DataSource, record);
        }
        finally
        {
            await EmbeddedServer.RemoveAsync(Path.Combine(directory, "pg"));
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(HttpClient client, NpgsqlDataSource source, string record)
    {
        using CancellationTokenSource over = new();
        const string Read = "{ deals(first: 20, orderBy: [{title: ASC}]) { nodes { id title amount } } }";
        string write = $"mutation {{ updateDeal(id: \"{record}\", input: {{amount: \"RANDOM\"}}) {{ record {{ version }} }} }}";

        // What the runtime compiles at its first use is no part of the figures.
        foreach (string query in new[] { Read, write }) await new Traffic(client, query).RunAsync(CancellationToken.None, most: 30);
        for (int i = 1; i <= 2; i++) await ApplyAsync(client, Deal(i, indexed: false));
        Traffic reading = new(client, Read), writing = new(client, write);
        Task traffic = Task.WhenAll(reading.RunAsync(over.Token), writing.RunAsync(over.Token));
        List<double> times = [];
        for (int i = 3; i <= Runs + 2; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await ApplyAsync(client, Deal(i, indexed: false));
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        long indexing = Stopwatch.GetTimestamp();
        await ApplyAsync(client, Deal(Runs + 2, indexed: true));
        double queued = Stopwatch.GetElapsedTime(indexing).TotalMilliseconds;
        List<double> progress = await WatchAsync(client);
        double built = Stopwatch.GetElapsedTime(indexing).TotalSeconds;
        await over.CancelAsync();
        await traffic;
        await using NpgsqlCommand valid = source.CreateCommand("SELECT bool_and(i.indisvalid) FROM pg_index i WHERE i.indrelid = 't_default.deal'::regclass");

        bool good = Report("a nullable field more, median", times.Order().ElementAt(Runs / 2), "ms", FieldLimit);
        Report("the slowest of them", times.Max(), "ms", null);
        Report("an index on a field: the deploy", queued, "ms", null);
        Report("… until it is built in the background", built, "s", null);
        good &= Check($"… told its progress {progress.Count} times, and is valid", progress.Count > 1 && (bool)(await valid.ExecuteScalarAsync())!);
        foreach ((string who, Traffic t) in new[] { ("the reader", reading), ("the writer", writing) })
        {
            good &= Report($"longest pause of {who}, of {t.Requests} requests", t.Longest, "ms", PauseLimit);
            good &= Check($"{who} met {t.Errors.Count} errors {t.Errors.FirstOrDefault()}", t.Errors.IsEmpty);
        }

        return good ? 0 : 1;
    }

    private static string Deal(int fields, bool indexed) =>
        "{\"kind\":\"object\",\"name\":\"Deal\",\"label\":\"Deal\",\"pluralLabel\":\"Deals\",\"nameField\":\"title\",\"fields\":["
        + "{\"name\":\"title\",\"label\":\"Title\",\"type\":\"text\",\"indexed\":true},{\"name\":\"amount\",\"label\":\"Amount\",\"type\":\"currency\"},"
        + $"{{\"name\":\"stage\",\"label\":\"Stage\",\"type\":\"text\"{(indexed ? ",\"indexed\":true" : "")}}},{{\"name\":\"closeDate\",\"label\":\"Close date\",\"type\":\"date\"}}"
        + string.Concat(Enumerable.Range(1, fields).Select(i => $",{{\"name\":\"more{i}\",\"label\":\"More {i}\",\"type\":\"{(i % 2 == 0 ? "text" : "decimal")}\"}}"))
        + "]}";

    private static async Task<string> FillAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand fill = source.CreateCommand($"""
            INSERT INTO t_default.deal (id, version, created_at, updated_at, title, amount, stage, close_date)
            SELECT gen_random_uuid(), 1, now(), now(), 'Deal ' || n, n % 10000, 'stage ' || n % 7, date '2026-01-01' + n % 365 FROM generate_series(1, {Records}) n
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using NpgsqlCommand analyze = source.CreateCommand("VACUUM ANALYZE t_default.deal");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
        await using NpgsqlCommand any = source.CreateCommand("SELECT id::text FROM t_default.deal LIMIT 1");
        return (string)(await any.ExecuteScalarAsync())!;
    }

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        HttpClient client = new() { BaseAddress = address };
        using HttpResponseMessage session = await client.PostAsJsonAsync("/auth/login", new { email = "admin@example.com", password = Password });
        session.EnsureSuccessStatusCode();
        JsonElement body = await session.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        return client;
    }

    private static Task<JsonElement> ApplyAsync(HttpClient client, string document) => AskAsync(
        client, "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } } });

    private static async Task<JsonElement> AskAsync(HttpClient client, string query, object? variables = null)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query, variables });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out JsonElement errors) ? throw new InvalidOperationException(errors.ToString()) : answer.GetProperty("data");
    }

    // Different shares of the work done that were told, until the job has ended.
    private static async Task<List<double>> WatchAsync(HttpClient client)
    {
        List<double> told = [];
        while (true)
        {
            JsonElement job = (await AskAsync(client, "{ jobs(first: 1) { state progress error } }")).GetProperty("jobs")[0];
            double share = job.GetProperty("progress").GetDouble();
            if (told.Count == 0 || told[^1] != share) told.Add(share);
            if (job.GetProperty("state").GetString() is "succeeded") return told;
            if (job.GetProperty("state").GetString() is "failed") throw new InvalidOperationException(job.ToString());
            await Task.Delay(50);
        }
    }

    private static bool Report(string what, double value, string unit, double? limit)
    {
        bool good = limit is null || value <= limit;
        string bound = limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $", limit {limit:0} {unit}{(good ? "" : " EXCEEDED")}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-60} {value,8:0.0} {unit}{bound}"));
        return good;
    }

    private static bool Check(string what, bool good)
    {
        Console.WriteLine($"  {what}{(good ? "" : " FAILED")}");
        return good;
    }
}
