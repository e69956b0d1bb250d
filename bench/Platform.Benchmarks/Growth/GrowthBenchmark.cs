using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Platform.Benchmarks.Growth;

/// <summary>
/// How cost grows with data and with the model: the same requests through the HTTP interface of a whole host, one at a time, over ten thousand, a hundred thousand and a
/// million deals, and with 10, 100 and 500 objects of 60 fields in the model. <c>bench growth 100000</c> ends at so many deals.
/// </summary>
public static class GrowthBenchmark
{
    /// <summary>The most deals.</summary>
    public const int Large = 1_000_000;

    private const int Small = 10_000, Medium = 100_000, Owners = 200, Warm = 40, Runs = 201;

    private static readonly string[] Documents =
    [
        """{"kind":"object","name":"Account","label":"Account","pluralLabel":"Accounts","nameField":"name","searchFields":[],"fields":[{"name":"name","label":"Name","type":"text","required":true},{"name":"industry","label":"Industry","type":"text"},{"name":"employees","label":"Employees","type":"integer"}],"indexes":[{"fields":["owner","name"]}]}""",
        """{"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","searchFields":[],"fields":[{"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"deals","required":true},{"name":"name","label":"Name","type":"text","required":true},{"name":"stage","label":"Stage","type":"picklist","values":[{"value":"open","label":"Open"},{"value":"won","label":"Won"},{"value":"lost","label":"Lost"}]},{"name":"amount","label":"Amount","type":"decimal","precision":14,"scale":2},{"name":"closeDate","label":"Close date","type":"date"}],"indexes":[{"fields":["account","createdAt"]},{"fields":["owner","closeDate"]},{"fields":["stage","amount"]},{"fields":["owner","stage","amount"]}]}""",
    ];

    private static readonly (string Name, string Query)[] Requests =
    [
        ("record by id", "query($deal: ID!) { deal(id: $deal) { id name stage amount closeDate createdAt account { id name } } }"),
        ("50 filtered, in order, two references each",
            """query($amount: Decimal!) { deals(first: 50, orderBy: [{amount: DESC}], filter: {stage: {eq: "won"}, amount: {lte: $amount}}) { nodes { id name stage amount account { id name } owner { id name } } } }"""),
        ("20 accounts, 5 deals each",
            "query($owner: ID!) { accounts(first: 20, orderBy: [{name: ASC}], filter: {owner: {id: {eq: $owner}}}) { nodes { id name industry deals(first: 5, orderBy: [{createdAt: DESC}]) { nodes { id name stage amount } } } } }"),
        ("50 behind a date of one owner", "query($owner: ID!) { deals(first: 50, orderBy: [{closeDate: DESC}], filter: {owner: {id: {eq: $owner}}, closeDate: {lt: \"2026-03-01\"}}) { nodes { id name stage amount closeDate } } }"),
        ("count and sum by stage of one owner", "query($owner: ID!) { dealsGroup(by: [{field: stage}], filter: {owner: {id: {eq: $owner}}}) { key { stage } count sum { amount } } }"),
        ("create", "mutation($account: ID!) { createDeal(input: {account: $account, name: \"New\", stage: \"open\", amount: \"5\"}) { record { id } } }"),
        ("update with history", "mutation($deal: ID!, $amount: Decimal!) { updateDeal(id: $deal, input: {amount: $amount}) { record { id amount } } }"),
    ];

    /// <summary>Runs the benchmark; nothing is limited.</summary>
    /// <param name="most">Sizes above so many deals are left out.</param>
    public static async Task<int> RunAsync(int most = Large)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth: milliseconds, median of {Runs} requests, one at a time; {Machine.Description}"));
        await using BenchHost host = await BenchHost.StartAsync();
        foreach (string document in Documents) await host.ApplyAsync(document);
        await host.ExecuteAsync($"insert into t_default.\"user\" (id, version, created_at, updated_at, name, email, active) select {Id("u", "i")}, 1, now(), now(), 'Owner ' || i, 'owner' || i || '@example.com', true from generate_series(1, {Owners}) i");
        List<(string Name, double[] Medians)> columns = [];
        int objects = Documents.Length, deals = 0;
        foreach ((int wanted, int size) in new[] { (10, Small), (10, Medium), (100, Medium), (500, Medium), (500, Large) })
        {
            if (size > most) continue;
            await AddObjectsAsync(host, objects, wanted);
            objects = wanted;
            await FillAsync(host, deals, size);

            // What the runtime compiles at its first use is no part of the figures.
            if (deals == 0) await MeasureAsync(host, size);
            deals = size;
            columns.Add((string.Create(CultureInfo.InvariantCulture, $"{size:N0} deals, {wanted} objects"), await MeasureAsync(host, size)));
            Console.Error.WriteLine(columns[^1].Name);
        }

        Console.WriteLine("| request | " + string.Join(" | ", columns.Select(c => c.Name)) + " |");
        Console.WriteLine("| --- |" + string.Concat(columns.Select(_ => " --: |")));
        for (int i = 0; i < Requests.Length; i++)
        {
            Console.WriteLine($"| {Requests[i].Name} | " + string.Join(" | ", columns.Select(c => c.Medians[i].ToString("0.00", CultureInfo.InvariantCulture))) + " |");
        }

        return 0;
    }

    private static async Task<double[]> MeasureAsync(BenchHost host, int deals)
    {
        double[] medians = new double[Requests.Length];
        for (int r = 0; r < Requests.Length; r++)
        {
            // The same values at every size, but for the records that only the larger sizes have.
            Random random = new(r);
            List<double> times = [];
            for (int i = 0; i < Warm + Runs; i++)
            {
                object variables = new
                {
                    deal = Key("d", random.Next(1, deals + 1)),
                    owner = Key("u", random.Next(1, Owners + 1)),
                    account = Key("a", random.Next(1, (deals / 5) + 1)),
                    amount = random.Next(1_000, 50_000).ToString(CultureInfo.InvariantCulture),
                };
                long begun = Stopwatch.GetTimestamp();
                await host.AskAsync("/graphql", Requests[r].Query, variables);
                if (i >= Warm) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            medians[r] = times.Order().ElementAt(Runs / 2);
        }

        return medians;
    }

    /// <summary>Objects of 60 fields that nobody asks for, each with a reference to accounts.</summary>
    private static async Task AddObjectsAsync(BenchHost host, int from, int to)
    {
        JsonElement[] puts = [.. Enumerable.Range(from, to - from).Select(i => JsonSerializer.Deserialize<JsonElement>(Filler(i)))];
        if (puts.Length == 0) return;
        await host.AskAsync("/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = puts.Select(put => new { put }) });
    }

    private static string Filler(int number)
    {
        string[] types = ["text", "decimal", "date", "checkbox", "integer"];
        IEnumerable<string> fields = Enumerable.Range(1, 58).Select(f => $"{{\"name\":\"field{f}\",\"label\":\"Field {f}\",\"type\":\"{types[f % types.Length]}\"}}");
        return $"{{\"kind\":\"object\",\"name\":\"Filler{number}\",\"label\":\"Filler {number}\",\"pluralLabel\":\"Fillers {number}\",\"nameField\":\"name\",\"fields\":["
            + "{\"name\":\"name\",\"label\":\"Name\",\"type\":\"text\"},{\"name\":\"account\",\"label\":\"Account\",\"type\":\"lookup\",\"target\":\"Account\",\"inverse\":\"fillers" + number + "\"},"
            + string.Join(',', fields) + "]}";
    }

    private static async Task FillAsync(BenchHost host, int from, int to)
    {
        if (from == to) return;
        await host.ExecuteAsync($"""
            insert into t_default.account (id, version, created_at, updated_at, owner_id, name, industry, employees)
            select {Id("a", "i")}, 1, now(), now(), {Id("u", $"(1 + i % {Owners})")}, 'Account ' || i, 'Industry ' || i % 12, i % 500 from generate_series({(from / 5) + 1}, {to / 5}) i;
            insert into t_default.deal (id, version, created_at, updated_at, owner_id, account_id, name, stage, amount, close_date)
            select {Id("d", "i")}, 1, timestamptz '2024-01-01' + i * interval '30 seconds', now(), {Id("u", $"(1 + i * 7 % {Owners})")}, {Id("a", $"(1 + i % ({to} / 5))")}, 'Deal ' || i,
                (array['open', 'won', 'lost'])[1 + i % 3], (i::bigint * 7919 % 60000)::numeric, date '2024-01-01' + (i::bigint * 31 % 1000)::integer
            from generate_series({from + 1}, {to}) i;
            """);
        await host.ExecuteAsync("vacuum (analyze) t_default.account");
        await host.ExecuteAsync("vacuum (analyze) t_default.deal");
    }

    private static string Id(string kind, string number) => $"md5('{kind}' || {number})::uuid";

#pragma warning disable CA5351 // The database's md5 gives the same keys; nothing is kept secret by them.
    private static Guid Key(string kind, int number) =>
        Guid.ParseExact(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(kind + number.ToString(CultureInfo.InvariantCulture)))), "N");
#pragma warning restore CA5351
}
