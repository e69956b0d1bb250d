using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Traces;

/// <summary>Traces of transactions in which hooks fail, through the HTTP interface of a whole host.</summary>
public sealed class TraceTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Parts = "id at object outcome code message hooks milliseconds content";

    [Fact]
    public async Task A_failed_hook_leaves_a_trace_with_its_place_log_values_and_statements()
    {
        using HttpClient client = await PublishAsync("alpha", "export default async ({ records, log, db }) => {\n  log.info('looking', records.length);\n  await db.query('User', { first: 1 });\n  records[0].amount = 7;\n  records[0].missing.at();\n};", "[{\"object\":\"User\",\"read\":true}]");
        string id = await FailAsync(client, "alpha", "secret plans");
        JsonElement trace = await TraceAsync(client, id);
        Assert.Equal(("Alpha", "FAILED", "HOOK_THROWN", "alpha"), (Text(trace, "object"), Text(trace, "outcome"), Text(trace, "code"), trace.GetProperty("hooks")[0].GetString()));
        JsonElement content = trace.GetProperty("content"), run = Assert.Single(content.GetProperty("runs").EnumerateArray());
        Assert.Equal(("beforeInsert", "alpha.ts:5:22"), (Text(run, "event"), Text(run.GetProperty("failure"), "place")));
        Assert.Contains("alpha.ts:5:22", Text(run.GetProperty("failure"), "stack"), StringComparison.Ordinal);
        Assert.Equal("looking 1", Text(run.GetProperty("log")[0], "text"));
        Assert.Equal(("db.query", "User", 1), (Text(run.GetProperty("calls")[0], "name"), Text(run.GetProperty("calls")[0], "target"), run.GetProperty("calls")[0].GetProperty("rows").GetInt32()));
        Assert.Equal("secret plans", run.GetProperty("input").GetProperty("records")[0].GetProperty("values").GetProperty("title").GetString());
        Assert.Contains("before-hooks", content.GetProperty("stages").EnumerateArray().Select(s => Text(s, "name")));
        string[] statements = [.. content.GetProperty("statements").EnumerateArray().SelectMany(s => s.GetProperty("statements").EnumerateArray()).Select(s => Text(s, "text"))];
        Assert.Contains(statements, s => s.Contains("\"user\"", StringComparison.Ordinal));
        Assert.DoesNotContain(statements, s => s.Contains("secret plans", StringComparison.Ordinal));
        JsonElement record = Assert.Single(content.GetProperty("records").EnumerateArray());
        Assert.Equal(("Alpha", "create"), (Text(record, "object"), Text(record, "kind")));
    }

    [Fact]
    public async Task What_goes_well_and_what_a_hook_refuses_on_purpose_are_kept_with_rules_and_values_but_what_runs_no_hook_is_not()
    {
        using HttpClient client = await PublishAsync(
            "bravo", "export default ({ records, error }) => { for (const r of records) { r.amount = 5; if (r.title === 'no') error(r, 'title', 'No.'); } };",
            more: ",\"rules\":[{\"name\":\"small\",\"invalidWhen\":\"record.amount > 100\",\"message\":\"Too much\"}]");
        Assert.False((await CreateAsync(client, "bravo", "yes")).TryGetProperty("errors", out _));
        JsonElement refused = await CreateAsync(client, "bravo", "no");
        await AskAsync(client, "/graphql", "mutation { createTeam(input: { name: \"without a hook\" }) { record { id } } }", new { });
        JsonElement traces = (await AskAsync(client, "/metadata", $"{{ traces(object: \"Bravo\") {{ {Parts} }} other: traces(object: \"Team\") {{ id }} tracing {{ days perMinute lost }} }}", new { })).GetProperty("data");
        JsonElement[] kept = [.. traces.GetProperty("traces").EnumerateArray()];
        Assert.Equal(["REFUSED", "DONE"], kept.Select(t => Text(t, "outcome")));
        Assert.Equal(Text(kept[0], "id"), Text(refused.GetProperty("errors")[0].GetProperty("extensions"), "traceId"));
        Assert.Empty(traces.GetProperty("other").EnumerateArray());
        Assert.Equal((7, 30, 0), (traces.GetProperty("tracing").GetProperty("days").GetInt32(), traces.GetProperty("tracing").GetProperty("perMinute").GetInt32(), traces.GetProperty("tracing").GetProperty("lost").GetInt32()));
        JsonElement content = (await TraceAsync(client, Text(kept[1], "id"))).GetProperty("content");
        JsonElement rule = Assert.Single(content.GetProperty("expressions").EnumerateArray());
        Assert.Equal(("record.amount > 100", 1), (Text(rule, "text"), rule.GetProperty("times").GetInt32()));
        JsonElement[] fields = [.. Assert.Single(content.GetProperty("records").EnumerateArray()).GetProperty("fields").EnumerateArray()];
        Assert.Equal(["title: yes", "amount: 5"], fields.Select(f => $"{Text(f, "name")}: {f.GetProperty("new")}"));
    }

    [Fact]
    public async Task A_transaction_that_breaks_leaves_a_trace_whatever_broke_it()
    {
        using HttpClient client = await PublishAsync("broken", "export default ({ records }) => { records[0].amount = 7; };");
        await using NpgsqlConnection connection = new(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand breaks = new("""
            CREATE FUNCTION t_default.breaks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''out of order''; END';
            CREATE TRIGGER breaks BEFORE INSERT ON t_default.broken FOR EACH ROW EXECUTE FUNCTION t_default.breaks()
            """, connection);
        await breaks.ExecuteNonQueryAsync();
        JsonElement answer = await CreateAsync(client, "broken", "any");
        Assert.Equal("INTERNAL", Text(answer.GetProperty("errors")[0].GetProperty("extensions"), "code"));
        JsonElement traces = (await AskAsync(client, "/metadata", $"{{ traces(object: \"Broken\") {{ {Parts} }} }}", new { })).GetProperty("data").GetProperty("traces");
        JsonElement trace = Assert.Single(traces.EnumerateArray());
        Assert.Equal(("FAILED", "INTERNAL", "out of order"), (Text(trace, "outcome"), Text(trace, "code"), Text(trace, "message")));
    }

    [Fact]
    public async Task Traces_are_listed_by_hook_object_outcome_and_duration()
    {
        using HttpClient client = await PublishAsync("charlie", "export default () => { throw new Error('x'); };");
        string first = await FailAsync(client, "charlie", "1"), second = await FailAsync(client, "charlie", "2");
        async Task<string[]> ListAsync(string arguments) =>
            [.. (await AskAsync(client, "/metadata", $"{{ traces({arguments}) {{ id }} }}", new { })).GetProperty("data").GetProperty("traces").EnumerateArray().Select(t => Text(t, "id"))];
        Assert.Equal([second, first], await ListAsync("hook: \"charlie\", object: \"Charlie\", outcome: FAILED"));
        Assert.Equal([first], await ListAsync($"hook: \"charlie\", before: \"{second}\""));
        Assert.Equal([second], await ListAsync("hook: \"charlie\", first: 1"));
        Assert.Empty(await ListAsync("hook: \"charlie\", outcome: REFUSED"));
        Assert.Empty(await ListAsync("hook: \"charlie\", longerThan: 3600000"));
    }

    [Fact]
    public async Task A_failed_run_is_repeated_with_the_same_instant_and_numbers_and_changes_nothing()
    {
        using HttpClient client = await PublishAsync("delta", "export default ({ records, log, now, uuid }) => {\n  log.info(uuid(), now().toISOString());\n  records[0].missing.at();\n};");
        string id = await FailAsync(client, "delta", "x");
        JsonElement same = await ReplayAsync(client, id, null);
        Assert.True(same.GetProperty("same").GetBoolean(), same.ToString());
        Assert.False((await TraceAsync(client, id)).GetProperty("content").GetProperty("runs")[0].TryGetProperty("seed", out _));

        const string Mended = "export default async ({ records, log, now, uuid, db }) => {\n  log.info(uuid(), now().toISOString());\n  records[0].amount = 3;\n  await db.create('Team', { name: 'left behind' });\n};";
        JsonElement changed = await ReplayAsync(client, id, Hook("delta", Mended, "[{\"object\":\"Team\",\"write\":true}]"));
        Assert.False(changed.GetProperty("same").GetBoolean());
        Assert.Equal(["/failure", "/result"], changed.GetProperty("differences").EnumerateArray().Select(d => Text(d, "path")).Order(StringComparer.Ordinal));
        Assert.Equal(3, changed.GetProperty("now").GetProperty("result").GetProperty("changes")[0].GetProperty("values").GetProperty("amount").GetInt32());
        JsonElement left = await AskAsync(client, "/graphql", "{ left: teams(filter: { name: { eq: \"left behind\" } }) { totalCount } }", new { });
        Assert.Equal(0, left.GetProperty("data").GetProperty("left").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task What_was_not_there_when_it_was_read_is_not_there_when_the_run_is_repeated()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        string team = Text((await AskAsync(client, "/graphql", "mutation { createTeam(input: { name: \"gone\" }) { record { id } } }", new { })).GetProperty("data").GetProperty("createTeam").GetProperty("record"), "id");
        await AskAsync(client, "/graphql", "mutation($id: ID!) { deleteTeam(id: $id) { __typename } }", new { id = team });
        using HttpClient publisher = await PublishAsync(
            "echo", $"export default async ({{ db, log }}) => {{ log.info(JSON.stringify(await db.get('Team', '{team}'))); throw new Error('x'); }};", "[{\"object\":\"Team\",\"read\":true}]");
        string id = await FailAsync(client, "echo", "x");
        JsonElement restored = await AskAsync(client, "/graphql", "mutation($id: ID!) { restoreTeam(id: $id) { __typename } }", new { id = team });
        Assert.False(restored.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        JsonElement replay = await ReplayAsync(client, id, null);
        Assert.Equal("null", Text(replay.GetProperty("recorded").GetProperty("log")[0], "text"));
        Assert.True(replay.GetProperty("same").GetBoolean(), replay.ToString());
    }

    [Fact]
    public async Task A_trace_that_is_none_and_a_run_that_is_none_are_told()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement none = await AskAsync(client, "/metadata", "query($id: ID!) { trace(id: $id) { id } }", new { id = Guid.NewGuid() });
        Assert.Equal(JsonValueKind.Null, none.GetProperty("data").GetProperty("trace").ValueKind);
        JsonElement replay = await AskAsync(client, "/metadata", "mutation($id: ID!) { replayHook(trace: $id, run: 0) { same } }", new { id = Guid.NewGuid() });
        Assert.Equal("BAD_USER_INPUT", replay.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private static async Task<JsonElement> ReplayAsync(HttpClient client, string id, string? hook)
    {
        JsonElement answer = await AskAsync(
            client, "/metadata", "mutation($t: ID!, $h: JSON) { replayHook(trace: $t, run: 0, hook: $h) { same recorded now differences { path before after } } }",
            new { t = id, h = hook is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(hook) });
        return answer.TryGetProperty("errors", out JsonElement errors) ? throw new InvalidOperationException(errors.ToString()) : answer.GetProperty("data").GetProperty("replayHook");
    }

    private static async Task<JsonElement> TraceAsync(HttpClient client, string id) =>
        (await AskAsync(client, "/metadata", $"query($id: ID!) {{ trace(id: $id) {{ {Parts} }} }}", new { id })).GetProperty("data").GetProperty("trace");

    private static async Task<string> FailAsync(HttpClient client, string name, string title) =>
        (await CreateAsync(client, name, title)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString()!;

    private static Task<JsonElement> CreateAsync(HttpClient client, string name, string title) =>
        AskAsync(client, "/graphql", $"mutation($t: String) {{ create{Object(name)}(input: {{ title: $t }}) {{ record {{ id }} }} }}", new { t = title });

    private async Task<HttpClient> PublishAsync(string name, string source, string access = "[]", string more = "")
    {
        HttpClient client = await host.CreateSignedInClientAsync();
        string target = $$"""{"kind":"object","name":"{{Object(name)}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"amount","label":"Amount","type":"decimal"}]{{more}}}""";
        JsonElement applied = await AskAsync(client, "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = new[] { Put(target), Put(Hook(name, source, access)) } });
        Assert.False(applied.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return client;
    }

    private static string Object(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Hook(string name, string source, string access = "[]") =>
        $$"""{"kind":"hook","name":"{{name}}","label":"{{name}}","object":"{{Object(name)}}","on":["beforeInsert"],"source":"{{name}}.ts","access":{{access}},"modules":[{"path":"{{name}}.ts","source":{{JsonSerializer.Serialize(source)}}}]}""";

    private static object Put(string document) => new { put = JsonSerializer.Deserialize<JsonElement>(document) };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<JsonElement> AskAsync(HttpClient client, string path, string query, object variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, new { query, variables }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
