using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>Totals of stages that are kept, beside what the records come to.</summary>
public sealed class StageTotalsTests(SellingTenant tenant) : IClassFixture<SellingTenant>
{
    // A condition that every record meets, and of which totals know nothing: the records answer.
    private const string OfRecords = """{createdAt: {gt: "2000-01-01T00:00:00Z"}}""";

    private static readonly string[] Boards =
    [
        "by: [{field: stage}]|count sum { price } avg { price } key { stage }|",
        "by: [{field: stage}, {field: currency}]|count sum { price total } key { stage currency }|",
        "by: [{field: pipeline}, {field: owner}]|count avg { total } key { pipeline owner { id } }|",
        "by: []|count sum { price }|",
        "by: [{field: stage}], having: {count: {gt: 1}}, orderBy: [{sum: {price: DESC}}]|count key { stage }|",
        """by: [{field: stage}]|count sum { price } key { stage }|{pipeline: {eq: "small"}}""",
        """by: [{field: stage}]|count sum { price } key { stage }|{or: [{stage: {in: ["a", "b"]}}, {owner: {email: {contains: "seller"}}}]}""",
        """by: [{field: stage}]|count sum { price } key { stage }|{not: {stage: {isNull: true}}, currency: {ne: "EUR"}}""",
    ];

    [Fact]
    public async Task Totals_are_what_the_records_come_to_whoever_writes_them()
    {
        string name = await MakeAsync();
        Random random = new(11);
        List<string> ids = [];
        for (int round = 0; round < 12; round++)
        {
            for (int i = 0; i < 6; i++) await ActAsync(name, ids, random);
            if (round % 3 == 1) await FoldAsync(name);
            await CompareAsync(name, tenant.Admin);
        }

        await CompareAsync(name, tenant.Seller);
        await FoldAsync(name);
        Assert.Equal(0L, await tenant.ScalarAsync(
            $"SELECT count(*) FROM (SELECT FROM t_default.totals___{Snake(name)} GROUP BY pipeline, stage, owner_id, currency HAVING count(*) > 1 OR sum(_count) = 0) several"));
    }

    [Fact]
    public async Task A_board_reads_the_totals_and_no_record()
    {
        string name = await MakeAsync();
        await tenant.Admin.CreateAsync(name, "name: \"One\", price: \"5\", currency: \"EUR\"");
        await tenant.ScalarAsync($"INSERT INTO t_default.totals___{Snake(name)} (stage, _count, _sum_0, _filled_0, _filled_1) VALUES ('c', 7, 70, 7, 0)");
        Assert.Contains("""{"count":7,"sum":{"price":"70"},"key":{"stage":"c"}}""", await BoardAsync(name, tenant.Admin, "by: [{field: stage}]", "count sum { price } key { stage }", ""));
        Assert.DoesNotContain("\"c\"", await BoardAsync(name, tenant.Admin, "by: [{field: stage}]", "count sum { price } key { stage }", OfRecords));
    }

    [Fact]
    public async Task Writers_and_folds_at_once_leave_nothing_out_and_count_nothing_twice()
    {
        string name = await MakeAsync();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tenant.Admin.CreateAsync(name, $"name: \"N{i}\", price: \"{i}\"")));
        using CancellationTokenSource stop = new();
        Task folds = Task.Run(async () => { while (!stop.IsCancellationRequested) await Task.WhenAll(FoldAsync(name), FoldAsync(name)); });
        await Task.WhenAll(ids.Select((id, i) => Task.Run(async () =>
        {
            for (int turn = 0; turn < 10; turn++)
            {
                await tenant.Admin.DataAsync($$"""mutation { update{{name}}(id: "{{id}}", input: {stage: "{{"abc"[(i + turn) % 3]}}", price: "{{turn}}.5"}) { record { id } } }""");
            }
        })));
        await stop.CancelAsync();
        await folds;
        await CompareAsync(name, tenant.Admin);
    }

    [Fact]
    public async Task A_timer_makes_one_row_of_the_rows_of_each_stage_and_stands_again()
    {
        string name = await MakeAsync();
        for (int i = 0; i < 3; i++) await tenant.Admin.CreateAsync(name, "name: \"Same\", price: \"5\", currency: \"EUR\"");
        await tenant.ScalarAsync($"UPDATE platform.timers SET due_at = now() - interval '1 second' WHERE topic = 'totals' AND tenant_id = '{tenant.Tenant}'");
        await Eventually.HoldsAsync(
            async () => await tenant.ScalarAsync($"SELECT string_agg(concat_ws(' ', _count, _sum_0), ', ') FROM t_default.totals___{Snake(name)}") is "3 15.00", "the rows become one");
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM platform.timers WHERE topic = 'totals' AND tenant_id = '{tenant.Tenant}' AND due_at > now()"));
        await CompareAsync(name, tenant.Admin);
    }

    [Fact]
    public async Task Totals_come_with_the_documents_change_with_them_and_go_with_them()
    {
        string name = await MakeAsync(keep: false);
        await tenant.Admin.CreateAsync(name, "name: \"One\", price: \"5\", currency: \"EUR\"");
        Assert.Equal(DBNull.Value, await tenant.ScalarAsync($"SELECT to_regclass('t_default.totals___{Snake(name)}')::text"));
        long before = (long)(await tenant.ScalarAsync("SELECT revision FROM platform.tenants WHERE slug = 'default'"))!;
        await PutAsync(Pipeline(name, "small", "price", keep: true), Pipeline(name, "large", "total", keep: true));
        await CompareAsync(name, tenant.Admin);

        // An amount with other digits has another column, and so has one of another type.
        await PutAsync(Object(name, """{"name":"price","label":"Price","type":"decimal","precision":20,"scale":4}"""));
        await tenant.Admin.CreateAsync(name, "name: \"Two\", price: \"0.1234\", currency: \"USD\"");
        await CompareAsync(name, tenant.Admin);

        // A stage goes, and its records to another.
        await tenant.Admin.CreateAsync(name, "name: \"Three\", price: \"1\"");
        await PutAsync(Pipeline(name, "large", "total", keep: true, without: "b"));
        await CompareAsync(name, tenant.Admin);

        await PutAsync(Pipeline(name, "small", "price", keep: false), Pipeline(name, "large", "total", keep: false, without: "b"));
        Assert.Equal(DBNull.Value, await tenant.ScalarAsync($"SELECT to_regclass('t_default.totals___{Snake(name)}')::text"));
        Assert.Equal(0L, await tenant.ScalarAsync($"SELECT count(*) FROM pg_proc WHERE proname LIKE 'totals\\_\\_\\_%\\_{Snake(name)}'"));
        await tenant.Admin.CreateAsync(name, "name: \"Four\", price: \"1\"");
        await ApplyAsync(new PublishRequest { TenantId = tenant.Tenant, RollbackTo = before + 1, Reason = "back" });
        await CompareAsync(name, tenant.Admin);
    }

    private async Task<string> MakeAsync(bool keep = true)
    {
        string name = "Bid" + Guid.NewGuid().ToString("N")[..6];
        await PutAsync(
            Object(name, """{"name":"price","label":"Price","type":"currency"}"""), Line(name), Role(name), Pipeline(name, "small", "price", keep), Pipeline(name, "large", "total", keep: false));
        return name;
    }

    private async Task PutAsync(params string[] documents)
    {
        await ApplyAsync(new PublishRequest { TenantId = tenant.Tenant, Edits = [.. documents.Select(d => new PutDocument(d))], Reason = "test" });
    }

    private async Task ApplyAsync(PublishRequest request)
    {
        Publisher publisher = tenant.Host.Services.GetRequiredService<Publisher>();
        DeployPlan plan = (await publisher.PlanAsync(request, CancellationToken.None))!;
        PublishOutcome outcome = await publisher.ApplyAsync(request with { Accept = [.. plan.Hazards.Select(h => h.Code)] }, CancellationToken.None);
        Assert.True(outcome is Published, (outcome as PublishRefused)?.Message + string.Join(' ', plan.Diagnostics.Select(d => d.Message)));
    }

    private static string Role(string name) =>
        $$"""
        {"kind":"role","name":"seller","label":"Seller","objects":[
          {"object":"Sale","create":true,"read":"all","edit":"all","delete":"all"},{"object":"{{name}}","create":true,"read":"own","edit":"own","delete":"own"},
          {"object":"{{name}}Line","create":true,"read":"own","edit":"own","delete":"own"}]}
        """;

    private static string Object(string name, string price) =>
        $$"""
        {"kind":"object","name":"{{name}}","label":"Bid","pluralLabel":"Bids","plural":"{{char.ToLowerInvariant(name[0]) + name[1..]}}s","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"size","label":"Size","type":"text"},{{price}},{"name":"fee","label":"Fee","type":"currency"},
          {"name":"stage","label":"Stage","type":"picklist","values":[{"value":"a","label":"A"},{"value":"b","label":"B"},{"value":"c","label":"C"}]},
          {"name":"total","label":"Total","type":"decimal","rollup":{"relation":"lines","function":"sum","field":"value"} }]}
        """;

    private static string Line(string name) =>
        $$"""
        {"kind":"object","name":"{{name}}Line","label":"Line","pluralLabel":"Lines","plural":"{{char.ToLowerInvariant(name[0]) + name[1..]}}Lines","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"value","label":"Value","type":"decimal"},{"name":"bid","label":"Bid","type":"masterDetail","target":"{{name}}","inverse":"lines"}]}
        """;

    private static string Pipeline(string name, string pipeline, string amount, bool keep, string without = "-") =>
        $$"""
        {"kind":"pipeline","name":"{{pipeline}}{{name}}","label":"Bids","object":"{{name}}","field":"stage","amountField":"{{amount}}","keepTotals":{{(keep ? "true" : "false")}},
         {{(pipeline == "small" ? "\"when\":\"record.size == 'small'\",\"priority\":1," : "")}} {{(without == "b" ? "\"moves\":[{\"from\":\"b\",\"to\":\"c\"}]," : "")}}
         "stages":[{"value":"a"}{{(without == "b" ? "" : ",{\"value\":\"b\"}")}},{"value":"c"}]}
        """;

    private async Task ActAsync(string name, List<string> ids, Random random)
    {
        string id = ids.Count == 0 ? "" : ids[random.Next(ids.Count)], plural = char.ToLowerInvariant(name[0]) + name[1..] + "s";
        string price = random.Next(4) == 0 ? "null" : $"\"{random.Next(2000) / 4m}\"", currency = random.Next(2) == 0 ? "EUR" : "USD";
        Api api = random.Next(2) == 0 ? tenant.Admin : tenant.Seller;
        switch (ids.Count == 0 ? 0 : random.Next(9))
        {
            case 0:
                ids.Add(await api.CreateAsync(name, $"name: \"New\", price: {price}, currency: \"{currency}\", size: \"{(random.Next(2) == 0 ? "small" : "big")}\""));
                break;
            case 1:
                JsonElement made = await api.DataAsync($$"""mutation { created: create{{Upper(plural)}}(inputs: [{name: "m", price: {{price}}}, {name: "n", size: "small"}]) { records { id } } }""");
                ids.AddRange(made.GetProperty("created").GetProperty("records").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
                break;
            case 2:
                await TryAsync(api, $$"""mutation { update{{name}}(id: "{{id}}", input: {price: {{price}}, currency: "{{currency}}"}) { record { id } } }""");
                break;
            case 3:
                await TryAsync(api, $$"""mutation { update{{name}}(id: "{{id}}", input: {stage: "{{"abc"[random.Next(3)]}}", name: "Moved"}) { record { id } } }""");
                break;
            case 4:
                await TryAsync(api, $$"""mutation { update{{Upper(plural)}}(filter: {}, input: {stage: "{{"abc"[random.Next(3)]}}"}) { affected } }""");
                break;
            case 5:
                await TryAsync(api, $$"""mutation { delete{{name}}(id: "{{id}}") { record { id } } }""");
                break;
            case 6:
                await TryAsync(api, $$"""mutation { restore{{name}}(id: "{{id}}") { record { id } } }""");
                break;
            case 7:
                await TryAsync(tenant.Admin, $$"""mutation { purge{{name}}(id: "{{id}}") { record { id } } }""");
                break;
            default:
                await TryAsync(api, $$"""mutation { create{{name}}Line(input: {bid: "{{id}}", name: "Line", value: "{{random.Next(100)}}"}) { record { id } } }""");
                break;
        }
    }

    // What the platform refuses (a record in the recycle bin, somebody else's) changes nothing; what is no request at all would test nothing.
    private static async Task TryAsync(Api api, string mutation)
    {
        JsonElement answer = await api.PostAsync(mutation);
        Assert.True(answer.TryGetProperty("data", out _), mutation + answer);
    }

    private static async Task CompareAsync(string name, Api api)
    {
        foreach (string board in Boards)
        {
            string[] parts = board.Replace("\"small\"", $"\"small{name}\"", StringComparison.Ordinal).Split('|');
            string kept = await BoardAsync(name, api, parts[0], parts[1], parts[2]);
            string counted = await BoardAsync(name, api, parts[0], parts[1], parts[2].Length == 0 ? OfRecords : $"{{and: [{parts[2]}, {OfRecords}]}}");
            Assert.Equal(counted, kept);
        }
    }

    private static async Task<string> BoardAsync(string name, Api api, string arguments, string selection, string filter) => await api.TextAsync(
        $"{{ board: {char.ToLowerInvariant(name[0])}{name[1..]}sGroup({arguments}{(filter.Length == 0 ? "" : ", filter: " + filter)}) {{ {selection} }} }}");

    private async Task FoldAsync(string name)
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.Tenant, CancellationToken.None))!;
        await using NpgsqlCommand fold = tenant.Host.Database.DataSource.CreateCommand(
            Platform.Metadata.Tables.StageTotalsStatements.Fold(state.Schema, Platform.Metadata.Model.StageTotals.Of(state.Model.Object(name))!).Print().Text);
        await fold.ExecuteNonQueryAsync();
    }

    private static string Snake(string name) => Platform.Metadata.Storage.StorageNames.Table(name);

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
