using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Platform.Benchmarks.Search;

/// <summary>Searches through the HTTP interface of a whole host over two hundred thousand records, and what the index costs those who write.</summary>
public static class SearchBenchmark
{
    private const int Records = 200_000, Runs = 15, Creates = 300;
    private const double Limit = 100;

    private static readonly string[] Texts = ["鼎", "光明", "光明科技", "股份 金石", "a3f9", "a3", "13812", "Zebra"];

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"search: an object of {Records:N0} records; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        foreach ((string name, string searched) in new[] { ("Client", "\"name\",\"phone\""), ("Plain", "\"code\"") })
        {
            await host.ApplyAsync(
                $"{{\"kind\":\"object\",\"name\":\"{name}\",\"label\":\"{name}\",\"pluralLabel\":\"{name}s\",\"nameField\":\"name\",\"searchFields\":[{searched}],\"fields\":["
                + "{\"name\":\"name\",\"label\":\"Name\",\"type\":\"text\"},{\"name\":\"phone\",\"label\":\"Phone\",\"type\":\"text\"},{\"name\":\"code\",\"label\":\"Code\",\"type\":\"text\"}]}");
        }

        await FillAsync(host);
        bool good = true;
        foreach (string text in Texts) good &= await SearchAsync(host, text);
        await CreateAsync(host, "Plain", report: false);
        await CreateAsync(host, "Client", report: false);
        await CreateAsync(host, "Plain", report: true);
        await CreateAsync(host, "Client", report: true);
        return good ? 0 : 1;
    }

    private static async Task<bool> SearchAsync(BenchHost host, string text)
    {
        const string Query = "query($s: String) { clients(search: $s, first: 20) { nodes { id name phone } } }";
        List<double> times = [];
        for (int i = 0; i < Runs; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await host.AskAsync("/graphql", Query, new { s = text });
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        JsonElement all = await host.AskAsync("/graphql", "query($s: String) { clients(search: $s) { totalCount } }", new { s = text });
        long found = all.GetProperty("clients").GetProperty("totalCount").GetInt64();
        double median = times.Order().ElementAt(Runs / 2);
        bool isGood = median <= Limit;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  the best 20 of {found,6} for {text,-12} {median,8:0.0} ms, limit {Limit:0} ms{(isGood ? "" : " EXCEEDED")}"));
        return isGood;
    }

    private static async Task CreateAsync(BenchHost host, string name, bool report)
    {
        string query = $"mutation($i: {name}Create!) {{ create{name}(input: $i) {{ record {{ id }} }} }}";
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < Creates; i++) await host.AskAsync("/graphql", query, new { i = new { name = $"光明科技有限公司 {i:x8}", phone = $"138{i:00000000}" } });
        double each = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / Creates;
        string with = name == "Client" ? "with name and phone searched" : "with nothing searched that is filled";
        if (report) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one create, {with,-40} {each,8:0.00} ms"));
    }

    private static async Task FillAsync(BenchHost host)
    {
        foreach (string table in new[] { "client", "plain" })
        {
            long begun = Stopwatch.GetTimestamp();
            await host.ExecuteAsync($"""
                INSERT INTO t_default.{table} (id, version, created_at, updated_at, name, phone)
                SELECT gen_random_uuid(), 1, now(), now(),
                    (array['光明','华远','中科','东方','北辰','鼎盛','恒信','瑞达','金石','天成'])[1 + n % 10] || chr(19968 + n % 3001) || chr(19968 + n % 2003)
                        || (array['科技有限公司','集团股份有限公司','贸易公司','制造厂'])[1 + n % 4] || ' ' || substr(md5(n::text), 1, 8),
                    '138' || lpad((n * 7919 % 100000000)::text, 8, '0')
                FROM generate_series(1, {Records}) n
                """);
            double each = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Records;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one of {Records:N0} rows into {table,-42} {each,8:0.0} µs"));
            await host.ExecuteAsync($"VACUUM ANALYZE t_default.{table}");
        }

        await using NpgsqlCommand size = host.Source.CreateCommand("SELECT pg_size_pretty(pg_relation_size('t_default.sx_client_name_phone')) || ' beside ' || pg_size_pretty(pg_relation_size('t_default.client'))");
        Console.WriteLine($"  the index has {await size.ExecuteScalarAsync()} of records");
    }
}
