using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Platform.Benchmarks.Pipelines;

/// <summary>A board of ten stages over a million records, and advancing a stage beside a plain update, through the HTTP interface of a whole host.</summary>
public static class PipelineBenchmark
{
    private const int Records = 1_000_000, Stages = 10, Boards = 41, Writes = 300;
    private const double BoardLimit = 100, AdvanceLimit = 1.5;

    /// <summary>Runs the benchmark; the number of limits that are exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pipelines: {Records:N0} records, {Stages} stages; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        string choices = string.Join(',', Enumerable.Range(0, Stages).Select(i => $$"""{"value":"s{{i}}","label":"S{{i}}"}"""));
        await host.ApplyAsync($$"""
            {"kind":"object","name":"Case","label":"Case","pluralLabel":"Cases","nameField":"name","fields":[
              {"name":"name","label":"Name","type":"text"},{"name":"amount","label":"Amount","type":"decimal"},{"name":"note","label":"Note","type":"text"},
              {"name":"chance","label":"Chance","type":"percent"},
              {"name":"stage","label":"Stage","type":"picklist","values":[{{choices}}]}]}
            """);
        string stages = string.Join(',', Enumerable.Range(0, Stages).Select(i => $$"""
            {"value":"s{{i}}","probability":0.{{i}},"requiredFields":["name"],"entry":[{"name":"g{{i}}","condition":"record.amount >= 0.0","message":"Amount."}]}
            """));
        await host.ApplyAsync($$"""{"kind":"pipeline","name":"cases","label":"Cases","object":"Case","field":"stage","probabilityField":"chance","amountField":"amount","keepTotals":true,"stages":[{{stages}}]}""");
        await FillAsync(host);
        bool board = await BoardAsync(host), advance = await AdvanceAsync(host);
        return (board ? 0 : 1) + (advance ? 0 : 1);
    }

    private static async Task FillAsync(BenchHost host)
    {
        await host.ExecuteAsync(
            $"""
            INSERT INTO t_default."case" (id, version, created_at, updated_at, owner_id, name, amount, chance, stage, pipeline, stage_since)
            SELECT uuidv7(), 1, now(), now(), (SELECT id FROM t_default."user" LIMIT 1), 'Case ' || n, n % 10000, 0.5, 's' || n % {Stages}, 'cases', now() - n % 1000 * interval '1 hour'
            FROM generate_series(1, {Records}) n
            """);
        await host.ExecuteAsync("VACUUM ANALYZE t_default.\"case\"");
    }

    private static async Task<bool> BoardAsync(BenchHost host)
    {
        StringBuilder query = new("{ casesGroup(by: [{ field: stage }], filter: { pipeline: { eq: \"cases\" } }) { key { stage } count sum { amount } }");
        for (int i = 0; i < Stages; i++)
        {
            query.Append(CultureInfo.InvariantCulture, $" s{i}: cases(filter: {{ pipeline: {{ eq: \"cases\" }}, stage: {{ eq: \"s{i}\" }} }}, first: 20, orderBy: [{{ id: DESC }}]) {{ nodes {{ id name amount stageSince }} }}");
        }

        string text = query.Append(" }").ToString();
        List<double> times = [];
        for (int i = 0; i < Boards; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            JsonElement answer = await host.AskAsync("/graphql", text);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.GetProperty("casesGroup").GetArrayLength() != Stages || answer.GetProperty("s9").GetProperty("nodes").GetArrayLength() != 20) throw new InvalidOperationException("The board is not whole.");
        }

        double[] sorted = [.. times.Skip(5).Order()];
        double median = sorted[sorted.Length / 2];
        bool isGood = median <= BoardLimit;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  board: counts, sums, 20 cards each    p50 {median,7:0.0} ms, p95 {sorted[sorted.Length * 95 / 100],7:0.0} ms, limit {BoardLimit:0} ms{(isGood ? "" : " EXCEEDED")}"));
        return isGood;
    }

    private static async Task<bool> AdvanceAsync(BenchHost host)
    {
        List<Guid> ids = [];
        await using (NpgsqlCommand command = host.Source.CreateCommand($"SELECT id FROM t_default.\"case\" WHERE stage = 's1' LIMIT {Writes}"))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
        }

        // One after the other, so that both meet the same machine.
        List<double> plain = [], advanced = [];
        foreach (Guid id in ids)
        {
            plain.Add(await TimeAsync(host, "mutation($id: ID!, $v: String!) { updateCase(id: $id, input: { note: $v }) { record { id note } } }", new { id, v = Guid.NewGuid().ToString() }));
            advanced.Add(await TimeAsync(host, "mutation($id: ID!, $v: String!) { advanceCase(id: $id, to: $v, input: {}) { record { id stage } } }", new { id, v = "s2" }));
        }

        double update = Median(plain), advance = Median(advanced);
        bool isGood = advance <= update * AdvanceLimit;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  advance a stage {advance:0.00} ms, plain update {update:0.00} ms: {advance / update:0.00} times, limit {AdvanceLimit} times{(isGood ? "" : " EXCEEDED")}"));
        return isGood;
    }

    private static async Task<double> TimeAsync(BenchHost host, string mutation, object variables)
    {
        long begun = Stopwatch.GetTimestamp();
        await host.AskAsync("/graphql", mutation, variables);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        double[] sorted = [.. times.Skip(times.Count / 10).Order()];
        return sorted[sorted.Length / 2];
    }
}
