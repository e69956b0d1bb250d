using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace Platform.Benchmarks.Computed;

/// <summary>
/// A list of 50 records with five computed columns beside the same list with five stored ones, request by request in turn; and whether a filter on an
/// indexed formula uses the index.
/// </summary>
public static class FormulaListBenchmark
{
    private const int Records = 100_000, Requests = 1_500;
    private const double Limit = 1.15;
    private const string Stored = "{ items(first: 50, orderBy: [{title: ASC}]) { nodes { title a b c d e } } }";
    private const string Computed = "{ items(first: 50, orderBy: [{title: ASC}]) { nodes { title f1 f2 f3 f4 f5 } } }";

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"formulas: lists of 50 records; {Machine.Description}");
        await using BenchHost host = await BenchHost.StartAsync();
        await host.ApplyAsync(Document);
        await host.ExecuteAsync($"""
            INSERT INTO t_default.item (id, version, created_at, updated_at, title, a, b, c, d, e)
            SELECT gen_random_uuid(), 1, now(), now(), lpad(n::text, 9, '0'), n, n % 17, n % 5, 'kind ' || n % 9, n % 1000 FROM generate_series(1, {Records}) n
            """);
        await host.ExecuteAsync("VACUUM ANALYZE t_default.item");
        await TimeAsync(host, Stored, Requests / 5);
        await TimeAsync(host, Computed, Requests / 5);
        // One after the other in turn, so that whatever else the machine does meets both alike.
        List<double> stored = [], computed = [];
        for (int i = 0; i < Requests; i++)
        {
            stored.Add(await TimeAsync(host, Stored, 1));
            computed.Add(await TimeAsync(host, Computed, 1));
        }

        double ratio = Median(computed) / Median(stored);
        bool good = ratio <= Limit;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"five stored columns, median",-60} {Median(stored),8:0.00} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"five computed columns, median",-60} {Median(computed),8:0.00} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"ratio",-60} {ratio,8:0.00}, limit {Limit:0.00}{(good ? "" : " EXCEEDED")}"));
        double filtered = await TimeAsync(host, "{ items(filter: {f1: {eq: \"1700.00\"}}) { nodes { title } } }", 100);
        await host.ExecuteAsync("SELECT pg_stat_force_next_flush()");
        bool used = await IsUsedAsync(host);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {$"filter on an indexed formula over {Records:N0} records",-60} {filtered,8:0.00} ms, by its index: {(used ? "yes" : "NO")}"));
        return good && used ? 0 : 1;
    }

    private static async Task<bool> IsUsedAsync(BenchHost host)
    {
        for (int i = 0; i < 150; i++)
        {
            await using NpgsqlCommand command = host.Source.CreateCommand("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'ix_item_f1'");
            if (await command.ExecuteScalarAsync() is long and >= 100) return true;
            await Task.Delay(100);
        }

        return false;
    }

    private static string Document { get; } = """
        {"kind":"object","name":"Item","label":"Item","pluralLabel":"Items","nameField":"title","fields":[
         {"name":"title","label":"Title","type":"text","indexed":true},{"name":"a","label":"A","type":"currency"},{"name":"b","label":"B","type":"integer"},
         {"name":"c","label":"C","type":"decimal"},{"name":"d","label":"D","type":"text"},{"name":"e","label":"E","type":"currency"},
         {"name":"f1","label":"F1","type":"currency","indexed":true,"formula":"record.a * record.b"},{"name":"f2","label":"F2","type":"integer","formula":"record.b * 2 + 1"},
         {"name":"f3","label":"F3","type":"decimal","formula":"coalesce(record.c, 1.0) * 1.5"},{"name":"f4","label":"F4","type":"text","formula":"record.d + '!'"},
         {"name":"f5","label":"F5","type":"currency","formula":"record.e > 500.0 ? record.e * 0.9 : record.e"}]}
        """;

    /// <summary>Median milliseconds of a request.</summary>
    private static async Task<double> TimeAsync(BenchHost host, string query, int requests)
    {
        List<double> times = new(requests);
        for (int i = 0; i < requests; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await host.Client.PostAsJsonAsync("/graphql", new { query });
            string body = await response.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (body.Contains("\"errors\"", StringComparison.Ordinal)) throw new InvalidOperationException(body);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
