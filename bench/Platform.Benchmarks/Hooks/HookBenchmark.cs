using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Platform.Benchmarks.Hooks;

/// <summary>What hooks add to writes through the HTTP interface of a whole host, how soon an endless loop is cut, and what loops of one tenant cost another.</summary>
public static class HookBenchmark
{
    private const int Singles = 400, Batches = 60, BatchSize = 200, Gets = 100;
    private const string Fields =
        "{\"name\":\"name\",\"label\":\"Name\",\"type\":\"text\"},{\"name\":\"amount\",\"label\":\"Amount\",\"type\":\"decimal\"},{\"name\":\"rate\",\"label\":\"Rate\",\"type\":\"decimal\"},"
        + "{\"name\":\"total\",\"label\":\"Total\",\"type\":\"decimal\"},{\"name\":\"grade\",\"label\":\"Grade\",\"type\":\"text\"},{\"name\":\"note\",\"label\":\"Note\",\"type\":\"text\"}";

    private const string Computes =
        "export default ({ records }: any) => { for (const r of records) { r.total = r.amount * (1 - (r.rate ?? 0)); r.grade = r.total > 500 ? 'a' : 'b'; r.note = `${r.name}: ${r.grade}`; } };";

    private static readonly string Reads =
        $"export default async ({{ records: [r], db }}: any) => {{ if (r.name.startsWith('get')) for (let n = 0; n < {Gets}; n++) await db.get('Plain', r.note, ['name', 'amount']); }};";

    /// <summary>Runs the benchmark; the number of limits that are exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"hooks: {Machine.Description}");
        await using BenchHost host = await BenchHost.StartAsync();
        foreach (string name in (string[])["Plain", "Hooked", "Reading", "Endless"])
        {
            await host.ApplyAsync($"{{\"kind\":\"object\",\"name\":\"{name}\",\"label\":\"{name}\",\"pluralLabel\":\"{name}s\",\"nameField\":\"name\",\"fields\":[{Fields}]}}");
        }

        await host.ApplyAsync(Hook("computes", "Hooked", Computes));
        await host.ApplyAsync(Hook("reads", "Reading", Reads, "{\"object\":\"Plain\",\"read\":true}"));
        await host.ApplyAsync(Hook("endless", "Endless", "export default () => { for (;;); };"));
        int exceeded = await ColdAsync(host);
        exceeded += await SinglesAsync(host);
        exceeded += await BatchesAsync(host);
        exceeded += await GetsAsync(host);
        exceeded += await LoopAsync(host);
        exceeded += await NeighbourBenchmark.RunAsync();
        exceeded += await IdleBenchmark.RunAsync();
        return exceeded;
    }

    /// <summary>The first call of a hook on a host that has run another one, against the later ones.</summary>
    private static async Task<int> ColdAsync(BenchHost host)
    {
        string id = await CreateAsync(host, "Hooked", "warm");
        await UpdateAsync(host, "Hooked", id, 1);
        List<double> first = [];
        for (int n = 0; n < 5; n++)
        {
            await host.ApplyAsync(Hook("computes", "Hooked", Computes + $"// {n}"));
            await UpdateAsync(host, "Plain", await CreateAsync(host, "Plain", "other"), 1);
            double cold = await TimeAsync(() => UpdateAsync(host, "Hooked", id, 10 + n));
            double warm = await TimeAsync(() => UpdateAsync(host, "Hooked", id, 100 + n));
            first.Add(cold - warm);
        }

        return Report("cold first call adds", Median(first), "ms", 50);
    }

    private static async Task<int> SinglesAsync(BenchHost host)
    {
        string plain = await CreateAsync(host, "Plain", "single"), hooked = await CreateAsync(host, "Hooked", "single");
        await WarmUp.RunAsync("single updates", 100, async n =>
        {
            await UpdateAsync(host, "Plain", plain, n);
            await UpdateAsync(host, "Hooked", hooked, n);
        });
        List<double> without = [], with = [];
        for (int n = 0; n < Singles; n++)
        {
            without.Add(await TimeAsync(() => UpdateAsync(host, "Plain", plain, n)));
            with.Add(await TimeAsync(() => UpdateAsync(host, "Hooked", hooked, n)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a single update                    {Median(without),8:0.00} ms without, {Median(with):0.00} ms with a hook of three fields, at p50"));
        return Report("a hook adds to it", Median(with) - Median(without), "ms", 1);
    }

    private static async Task<int> BatchesAsync(BenchHost host)
    {
        string[] names = ["Plain", "Hooked"];
        string[][] ids = [new string[BatchSize * 2], new string[BatchSize * 2]];
        for (int which = 0; which < 2; which++)
        {
            for (int n = 0; n < ids[which].Length; n++) ids[which][n] = await CreateAsync(host, names[which], $"batch {n}");
        }

        // Two at a time, as an import on two processors writes them; without and with the hook in turn, so that both meet the same machine.
        Task RoundAsync(int which, int n) =>
            Task.WhenAll(UpdateManyAsync(host, names[which], ids[which][..BatchSize], n), UpdateManyAsync(host, names[which], ids[which][BatchSize..], n));

        await WarmUp.RunAsync("batches", 10, async n =>
        {
            await RoundAsync(0, n);
            await RoundAsync(1, n);
        });
        double[] times = new double[2];
        for (int round = 0; round < Batches / 2; round++)
        {
            for (int which = 0; which < 2; which++) times[which] += await TimeAsync(() => RoundAsync(which, round));
        }

        double[] rates = [.. times.Select(t => Batches * BatchSize / t * 1000)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  batches of {BatchSize} through HTTP          {rates[0],8:N0} records/s without, {rates[1]:N0} with the hook"));
        double own = 1 / ((1 / rates[1]) - (1 / rates[0]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the hook's own part of it          {(own > 0 ? own : double.PositiveInfinity),8:N0} records/s, limit 20,000{(own is > 0 and < 20_000 ? " EXCEEDED" : "")}"));
        return own is > 0 and < 20_000 ? 1 : 0;
    }

    private static async Task<int> GetsAsync(BenchHost host)
    {
        string target = await CreateAsync(host, "Plain", "target"), none = await CreateAsync(host, "Reading", "none", target), many = await CreateAsync(host, "Reading", "get", target);
        await WarmUp.RunAsync("db.get", 5, n => UpdateAsync(host, "Reading", many, n));
        List<double> without = [], with = [], itself = [];
        for (int n = 0; n < 40; n++)
        {
            without.Add(await TimeAsync(() => UpdateAsync(host, "Reading", none, n)));
            with.Add(await TimeAsync(() => UpdateAsync(host, "Reading", many, n)));
        }

        await using NpgsqlConnection connection = await host.Source.OpenConnectionAsync();
        await using NpgsqlCommand query = new("select name, amount from t_default.plain where id = $1 and deleted_at is null", connection);
        query.Parameters.AddWithValue(Guid.Parse(target));
        await query.PrepareAsync();
        for (int n = 0; n < 500; n++) itself.Add(await TimeAsync(async () => await query.ExecuteScalarAsync()));
        double each = (Median(with) - Median(without)) / Gets;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  db.get                             {each,8:0.00} ms, the query itself {Median(itself):0.00} ms"));
        return Report("db.get adds to the query", each - Median(itself), "ms", 0.5);
    }

    private static async Task<int> LoopAsync(BenchHost host)
    {
        const int CpuMs = 500;
        List<double> times = [];
        string id = await CreateAsync(host, "Endless", "loop");
        for (int n = 0; n < 5; n++)
        {
            times.Add(await TimeAsync(async () =>
            {
                try
                {
                    await UpdateAsync(host, "Endless", id, n);
                }
                catch (InvalidOperationException)
                {
                    // Refused, as it should be.
                }
            }));
        }

        return Report("an endless loop is cut after its limit", times.Max() - CpuMs, "ms", 100);
    }

    internal static int Report(string what, double value, string unit, double limit)
    {
        bool isExceeded = value > limit;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-40} {value,8:0.00} {unit}, limit {limit:0.##} {unit}{(isExceeded ? " EXCEEDED" : "")}"));
        return isExceeded ? 1 : 0;
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    internal static async Task<double> TimeAsync(Func<Task> action)
    {
        long begun = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task<string> CreateAsync(BenchHost host, string name, string text, string? note = null)
    {
        JsonElement made = await host.AskAsync(
            "/graphql", $"mutation($i: {name}Create!) {{ create{name}(input: $i) {{ record {{ id }} }} }}", new { i = new { name = text, amount = "100", note } });
        return made.GetProperty($"create{name}").GetProperty("record").GetProperty("id").GetString()!;
    }

    private static Task<JsonElement> UpdateAsync(BenchHost host, string name, string id, int n) => host.AskAsync(
        "/graphql", $"mutation($id: ID!, $i: {name}Update!) {{ update{name}(id: $id, input: $i) {{ record {{ id }} }} }}", new { id, i = new { amount = Amount(n) } });

    private static Task<JsonElement> UpdateManyAsync(BenchHost host, string name, string[] ids, int n) => host.AskAsync(
        "/graphql", $"mutation($c: [{name}Change!]!) {{ update{name}s(changes: $c) {{ failures {{ index }} }} }}",
        new { c = ids.Select(id => new { id, input = new { amount = Amount(n) } }) });

    private static string Amount(int n) => (1000 + n).ToString(CultureInfo.InvariantCulture);

    private static string Hook(string name, string target, string source, string access = "") =>
        $"{{\"kind\":\"hook\",\"name\":\"{name}\",\"label\":\"{name}\",\"object\":\"{target}\",\"on\":[\"beforeUpdate\"],\"source\":\"h.ts\",\"access\":[{access}],"
        + $"\"modules\":[{{\"path\":\"h.ts\",\"source\":{JsonSerializer.Serialize(source)}}}]}}";
}
