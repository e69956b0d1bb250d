using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Platform.Benchmarks.Publish;

/// <summary>
/// Adds fields to an object of a million records, and an index on one of them, through the HTTP interface of a whole host, while a reader and a writer
/// use the object through <c>/graphql</c>.
/// </summary>
public static class PublishBenchmark
{
    private const int Records = 1_000_000, Runs = 9;
    private const double FieldLimit = 200, PauseLimit = 1000;

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"publish: an object of {Records:N0} records; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        await host.ApplyAsync(Deal(fields: 0, indexed: false));
        return await MeasureAsync(host, await FillAsync(host));
    }

    private static async Task<int> MeasureAsync(BenchHost host, string record)
    {
        using CancellationTokenSource over = new();
        const string Read = "{ deals(first: 20, orderBy: [{title: ASC}]) { nodes { id title amount } } }";
        string write = $"mutation {{ updateDeal(id: \"{record}\", input: {{amount: \"RANDOM\"}}) {{ record {{ version }} }} }}";

        // What the runtime compiles at its first use is no part of the figures.
        foreach (string query in new[] { Read, write }) await new Traffic(host.Client, query).RunAsync(CancellationToken.None, most: 30);
        for (int i = 1; i <= 2; i++) await host.ApplyAsync(Deal(i, indexed: false));
        Traffic reading = new(host.Client, Read), writing = new(host.Client, write);
        Task traffic = Task.WhenAll(reading.RunAsync(over.Token), writing.RunAsync(over.Token));
        List<double> times = [];
        for (int i = 3; i <= Runs + 2; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await host.ApplyAsync(Deal(i, indexed: false));
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        long indexing = Stopwatch.GetTimestamp();
        await host.ApplyAsync(Deal(Runs + 2, indexed: true));
        double queued = Stopwatch.GetElapsedTime(indexing).TotalMilliseconds;
        List<double> progress = await WatchAsync(host);
        double built = Stopwatch.GetElapsedTime(indexing).TotalSeconds;
        await over.CancelAsync();
        await traffic;
        await using NpgsqlCommand valid = host.Source.CreateCommand("SELECT bool_and(i.indisvalid) FROM pg_index i WHERE i.indrelid = 't_default.deal'::regclass");

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

    private static async Task<string> FillAsync(BenchHost host)
    {
        await host.ExecuteAsync($"""
            INSERT INTO t_default.deal (id, version, created_at, updated_at, title, amount, stage, close_date)
            SELECT gen_random_uuid(), 1, now(), now(), 'Deal ' || n, n % 10000, 'stage ' || n % 7, date '2026-01-01' + n % 365 FROM generate_series(1, {Records}) n
            """);
        await host.ExecuteAsync("VACUUM ANALYZE t_default.deal");
        await using NpgsqlCommand any = host.Source.CreateCommand("SELECT id::text FROM t_default.deal LIMIT 1");
        return (string)(await any.ExecuteScalarAsync())!;
    }

    // Different shares of the work done that were told, until the job has ended.
    private static async Task<List<double>> WatchAsync(BenchHost host)
    {
        List<double> told = [];
        while (true)
        {
            JsonElement job = (await host.AskAsync("/metadata", "{ jobs(first: 1) { state progress error } }")).GetProperty("jobs")[0];
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
