using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Platform.Benchmarks.Approvals;

/// <summary>Deciding tasks through the HTTP interface of a whole host while ten thousand requests are pending.</summary>
public static class ApprovalBenchmark
{
    private const int Running = 10_000, Batch = 500, Decided = 300;
    private const double Limit = 15;

    /// <summary>Runs the benchmark; 1 when the limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"approvals: {Running:N0} pending requests; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        await host.ApplyAsync("""
            {"kind":"object","name":"Claim","label":"Claim","pluralLabel":"Claims","nameField":"name","fields":[
              {"name":"name","label":"Name","type":"text"},{"name":"amount","label":"Amount","type":"currency"},{"name":"state","label":"State","type":"text"}]}
            """);
        await host.ApplyAsync("""
            {"kind":"approvalFlow","name":"claim","label":"Claim","object":"Claim","onCreate":true,"selfApproval":"allow","askOnce":false,"when":"record.amount > 10.0",
             "steps":[
              {"name":"first","label":"First","approvers":[{"by":"role","role":"administrator"}],"watchedFields":["amount"]},
              {"name":"second","label":"Second","when":"record.amount > 100.0","approvers":[{"by":"role","role":"administrator"}]}],
             "onSubmit":[{"field":"state","value":"'pending'"}],"onApprove":[{"field":"state","value":"'approved'"}]}
            """);
        await FillAsync(host);
        bool good = await DecideAsync(host, "first of two steps");
        good &= await DecideAsync(host, "last step, with a field set");
        return good ? 0 : 1;
    }

    private static async Task FillAsync(BenchHost host)
    {
        long begun = Stopwatch.GetTimestamp();
        for (int done = 0; done < Running; done += Batch)
        {
            object[] inputs = [.. Enumerable.Range(done, Batch).Select(n => new { name = $"Claim {n}", amount = "500" })];
            await host.AskAsync("/graphql", "mutation($i: [ClaimCreate!]!) { createClaims(inputs: $i) { affected } }", new { i = inputs });
        }

        double each = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / Running;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one of {Running:N0} records created and submitted, {Batch} at once {each,8:0.00} ms"));
        await host.ExecuteAsync("ANALYZE");
    }

    private static async Task<bool> DecideAsync(BenchHost host, string what)
    {
        string step = what.StartsWith("first", StringComparison.Ordinal) ? "first" : "second";
        List<Guid> tasks = [];
        await using (NpgsqlCommand command = host.Source.CreateCommand("SELECT id FROM t_default.approval_task WHERE status = 'pending' AND step = $1 LIMIT $2"))
        {
            command.Parameters.AddWithValue(step);
            command.Parameters.AddWithValue(Decided);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tasks.Add(reader.GetGuid(0));
        }

        List<double> times = [];
        foreach (Guid task in tasks)
        {
            long begun = Stopwatch.GetTimestamp();
            JsonElement answer = await host.AskAsync("/graphql", "mutation($t: [ID!]!) { approveApprovalTasks(ids: $t) { affected } }", new { t = new[] { task } });
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.GetProperty("approveApprovalTasks").GetProperty("affected").GetInt32() != 1) throw new InvalidOperationException("Nothing was decided.");
        }

        double[] sorted = [.. times.Skip(times.Count / 10).Order()];
        double median = sorted[sorted.Length / 2];
        bool isGood = median <= Limit;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  deciding, {what,-30} p50 {median,6:0.0} ms, p95 {sorted[sorted.Length * 95 / 100],6:0.0} ms, limit {Limit:0} ms{(isGood ? "" : " EXCEEDED")}"));
        return isGood;
    }
}
