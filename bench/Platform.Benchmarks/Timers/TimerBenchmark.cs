using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Platform.Runtime.Timers;

namespace Platform.Benchmarks.Timers;

/// <summary>A node's look for due timers among a hundred thousand: while nothing is due, and while a portion is.</summary>
public static class TimerBenchmark
{
    private const int Timers = 100_000, Looks = 101, Due = 100;
    private const double Limit = 50;

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"timers: {Timers:N0}; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        await host.ExecuteAsync(
            $"""
            INSERT INTO platform.timers (tenant_id, topic, key, due_at, payload)
            SELECT t.id, 'bench' || n % 5, n::text, now() + interval '1 day' + n * interval '1 second', '{"{}"}' FROM platform.tenants t, generate_series(1, {Timers}) n
            """);
        await host.ExecuteAsync("VACUUM ANALYZE platform.timers");
        TimerStore store = new(host.Source);
        string[] topics = ["bench0", "bench1", "bench2", "bench3", "bench4"];
        bool good = await MeasureAsync("nothing is due", () => store.ClaimAsync(topics, [], DateTime.UtcNow, new TimerOptions(), CancellationToken.None), 0);

        // Each look finds the next hundred: the clock goes on by as many seconds.
        DateTime clock = (DateTime)(await ScalarAsync(host, "SELECT min(due_at) FROM platform.timers WHERE topic LIKE 'bench%'"))! - TimeSpan.FromSeconds(1);
        good &= await MeasureAsync(
            $"{Due} are due and claimed", () => store.ClaimAsync(topics, [], clock += TimeSpan.FromSeconds(Due), new TimerOptions { Lease = TimeSpan.FromDays(2) }, CancellationToken.None), Due);
        return good ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string what, Func<Task<ClaimedTimers>> look, int expected)
    {
        List<double> times = [];
        for (int i = 0; i < Looks; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            ClaimedTimers found = await look();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (found.Count != expected) throw new InvalidOperationException($"{found.Count} timers were claimed, not {expected}.");
        }

        double[] sorted = [.. times.Skip(5).Order()];
        double median = sorted[sorted.Length / 2], slow = sorted[sorted.Length * 95 / 100];
        bool isGood = slow <= Limit;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  look while {what,-32} p50 {median,6:0.00} ms, p95 {slow,6:0.00} ms, limit {Limit:0} ms{(isGood ? "" : " EXCEEDED")}"));
        return isGood;
    }

    private static async Task<object?> ScalarAsync(BenchHost host, string sql)
    {
        await using NpgsqlCommand command = host.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
