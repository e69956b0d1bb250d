using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace Platform.Benchmarks.Computed;

/// <summary>
/// Sixteen writers create records that all belong to one parent, which has a million of them: beside the same records without rollups, in rounds that take turns.
/// Commits are durable, as in operation: what the lock of the parent costs is that its writers do not share a flush of the log.
/// </summary>
public static class RollupBenchmark
{
    private const int Children = 1_000_000, Writers = 16, Rounds = 7;
    private const double Limit = 0.60;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    /// <summary>Runs the benchmark; 1 when a limit is exceeded or a value is wrong.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rollup: {Writers} writers of one parent with {Children:N0} children; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        foreach ((string parent, string child) in new[] { ("Plain", "Note"), ("Meter", "Reading") })
        {
            await host.ApplyAsync(Parent(parent, rolled: false));
            await host.ApplyAsync(Child(child, parent));
            await FillAsync(host, parent.ToLowerInvariant(), child.ToLowerInvariant());
        }

        long begun = Stopwatch.GetTimestamp();
        await host.ApplyAsync(Parent("Meter", rolled: true));
        while ((await host.AskAsync("/metadata", "{ jobs(first: 1) { state } }")).GetProperty("jobs")[0].GetProperty("state").GetString() is not "succeeded") await Task.Delay(50);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"filled by a deploy, in the background",-60} {Stopwatch.GetElapsedTime(begun).TotalSeconds,8:0.0} s"));
        string[] parents = [await IdAsync(host, "plain"), await IdAsync(host, "meter")];
        List<double> without = [], with = [], shares = [];
        await RoundAsync(host, "Note", parents[0]);
        await RoundAsync(host, "Reading", parents[1]);
        for (int i = 0; i < Rounds; i++)
        {
            without.Add(await RoundAsync(host, "Note", parents[0]));
            with.Add(await RoundAsync(host, "Reading", parents[1]));
            shares.Add(with[^1] / without[^1]);
        }

        double share = Median(shares);
        bool good = share >= Limit, exact = await IsExactAsync(host);
        Report("creates a second without rollups, median", Median(without));
        Report("creates a second with a sum and a count", Median(with));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"share, median of the rounds",-60} {share,8:0.00}, limit {Limit:0.00}{(good ? "" : " EXCEEDED")}"));
        Console.WriteLine($"  the values are {(exact ? "exact" : "WRONG")}");
        return good && exact ? 0 : 1;
    }

    private static string Parent(string name, bool rolled) =>
        $$"""{"kind":"object","name":"{{name}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"}"""
        + (rolled
            ? """,{"name":"total","label":"Total","type":"decimal","rollup":{"relation":"items","function":"sum","field":"value"}},{"name":"large","label":"Large","type":"integer","rollup":{"relation":"items","function":"count","filter":"record.value > 50"}}"""
            : "")
        + "]}";

    private static string Child(string name, string parent) =>
        $$"""{"kind":"object","name":"{{name}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"value","label":"Value","type":"decimal"},{"name":"parent","label":"Parent","type":"lookup","target":"{{parent}}","inverse":"items"}]}""";

    private static async Task FillAsync(BenchHost host, string parent, string child)
    {
        await host.ExecuteAsync($"""
            INSERT INTO t_default.{parent} (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'one');
            INSERT INTO t_default.{child} (id, version, created_at, updated_at, title, value, parent_id)
            SELECT gen_random_uuid(), 1, now(), now(), n::text, n % 100, p.id FROM t_default.{parent} p, generate_series(1, {Children}) n
            """);
        await host.ExecuteAsync($"VACUUM ANALYZE t_default.{child}");
    }

    private static async Task<string> IdAsync(BenchHost host, string parent)
    {
        await using NpgsqlCommand command = host.Source.CreateCommand($"SELECT id::text FROM t_default.{parent}");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Creates a second.</summary>
    private static async Task<double> RoundAsync(BenchHost host, string child, string parent)
    {
        int done = 0;
        long begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(begun) < Round)
            {
                string query = $"mutation {{ create{child}(input: {{title: \"x\", value: \"{done % 100}\", parent: \"{parent}\"}}) {{ record {{ id }} }} }}";
                using HttpResponseMessage response = await host.Client.PostAsJsonAsync("/graphql", new { query });
                string body = await response.Content.ReadAsStringAsync();
                if (body.Contains("\"errors\"", StringComparison.Ordinal)) throw new InvalidOperationException(body);
                Interlocked.Increment(ref done);
            }
        }));
        return done / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<bool> IsExactAsync(BenchHost host)
    {
        await using NpgsqlCommand command = host.Source.CreateCommand(
            "SELECT m.total = sum(r.value) AND m.large = count(*) FILTER (WHERE r.value > 50) FROM t_default.meter m JOIN t_default.reading r ON r.parent_id = m.id GROUP BY m.id");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Report(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-60} {value,8:0}"));
}
