using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Fields that a hook computes, through a whole host: at every save, never by others, and anew when the hook changes.</summary>
public sealed class ComputedFieldHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Reverse = "for (const r of records) r.code = r.title === null ? null : [...r.title].reverse().join('');";
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_value_is_computed_at_every_save_and_stored()
    {
        await PublishAsync("Saved", Reverse);
        string id = await CreateAsync("Saved", "abc");
        Assert.Equal(("cba", 1), await ReadAsync("Saved", id));
        Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!) { updateSaved(id: $id, input: { title: \"xyz\" }) { record { id } } }", new { id }));
        Assert.Equal(("zyx", 2), await ReadAsync("Saved", id));
        JsonElement found = Succeeded(await _world.AskAsync("/graphql", "{ saveds(filter: { code: { eq: \"zyx\" } }) { nodes { title } } }")).GetProperty("saveds").GetProperty("nodes");
        Assert.Equal("xyz", Assert.Single(found.EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Nobody_else_writes_it()
    {
        await PublishAsync("Kept", Reverse);
        JsonElement given = await _world.AskAsync("/graphql", "mutation { createKept(input: { title: \"abc\", code: \"x\" }) { record { id } } }");
        Assert.Contains("code", given.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        await HookAsync("Kept", "sets", "beforeInsert", "for (const r of records) if (r.title === 'set') r.code = 'x';");
        Assert.Contains("has no field \\\"code\\\"", (await TryCreateAsync("Kept", "set")).ToString(), StringComparison.Ordinal);
        await HookAsync("Kept", "computeKept", "compute", Reverse + " if (records[0].title === 'other') records[0].title = 'x';");
        Assert.Contains("has no field \\\"title\\\"", (await TryCreateAsync("Kept", "other")).ToString(), StringComparison.Ordinal);
        string id = await CreateAsync("Kept", "abc");
        await HookAsync("Kept", "writes", "afterUpdate", "await db.update('Kept', records[0].id, { code: 'x' });", "[{\"object\":\"Kept\",\"read\":true,\"write\":true}]");
        JsonElement written = await _world.AskAsync("/graphql", "mutation($id: ID!) { updateKept(id: $id, input: { title: \"d\" }) { record { id } } }", new { id });
        Assert.Contains("HOOK_THROWN", written.ToString(), StringComparison.Ordinal);
        Assert.Equal(("cba", 1), await ReadAsync("Kept", id));
    }

    [Fact]
    public async Task Existing_records_are_computed_in_the_background_and_the_plan_says_so()
    {
        await _world.PublishAsync(Object("Later", ""));
        string id = await CreateAsync("Later", "abc");
        string[] edits = [Hook("Later", "computeLater", "compute", Reverse), Object("Later", Field("computeLater"))];
        JsonElement plan = Succeeded(await _world.AskAsync(
            "/metadata", "query($e: [DocumentEdit!]!) { plan(edits: $e) { hazards { code message } } }",
            new { e = edits.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }) }));
        JsonElement hazard = plan.GetProperty("plan").GetProperty("hazards").EnumerateArray().Single(h => h.GetProperty("code").GetString() == "IN_BACKGROUND");
        Assert.Contains("computeLater", hazard.GetProperty("message").GetString(), StringComparison.Ordinal);
        await PublishAsync("Later", Reverse);
        await Eventually.HoldsAsync(async () => (await ReadAsync("Later", id)).Code == "cba", "the field is computed in a record that was there");

        await HookAsync("Later", "computeLater", "compute", "for (const r of records) r.code = `${r.title}!`;");
        await Eventually.HoldsAsync(async () => (await ReadAsync("Later", id)).Code == "abc!", "the field is computed anew by the hook as it is now");
        JsonElement history = Succeeded(await _world.AskAsync("/graphql", "query($r: String!) { historyEntries(filter: { record: { eq: $r }, kind: { eq: \"update\" } }) { totalCount } }", new { r = id }));
        Assert.Equal(0, history.GetProperty("historyEntries").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task They_are_computed_anew_when_an_administrator_asks_for_it()
    {
        await PublishAsync("Asked", "const [other] = await db.query('Deal', { filter: { title: { eq: 'asked' } } }); for (const r of records) r.code = `${other?.amount ?? 'none'}`;", "[{\"object\":\"Deal\",\"read\":true}]");
        string id = await CreateAsync("Asked", "abc");
        Assert.Equal(("none", 1), await ReadAsync("Asked", id));
        await _world.CreateDealAsync("asked", 5);
        const string Again = "mutation($f: String) { recomputeFields(object: \"Asked\", field: $f) }";
        Assert.Single(Succeeded(await _world.AskAsync("/metadata", Again, new { f = "code" })).GetProperty("recomputeFields").EnumerateArray());
        await Eventually.HoldsAsync(async () => (await ReadAsync("Asked", id)).Code == "5", "the field is computed anew");
        Assert.Contains("no such field", (await _world.AskAsync("/metadata", Again, new { f = "title" })).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_the_hook_refuses_is_told_and_does_not_hold_up_the_others()
    {
        await _world.PublishAsync(Object("Mixed", ""));
        string bad = await CreateAsync("Mixed", "bad"), good = await CreateAsync("Mixed", "abc");
        await PublishAsync("Mixed", "for (const r of records) { if (r.title === 'bad') throw new Error('Not this one.'); r.code = `${r.title}!`; }");
        JsonElement? job = null;
        await Eventually.HoldsAsync(
            async () => (job = Succeeded(await _world.AskAsync("/metadata", "{ jobs(first: 50) { kind object fields state error } }")).GetProperty("jobs").EnumerateArray()
                .Where(j => j.GetProperty("kind").GetString() == "hook.compute" && j.GetProperty("object").GetString() == "Mixed" && j.GetProperty("state").GetString() is "failed" or "succeeded")
                .Select(j => (JsonElement?)j).SingleOrDefault()) is not null,
            "the job has ended");
        Assert.Equal(("abc!", null), ((await ReadAsync("Mixed", good)).Code, (await ReadAsync("Mixed", bad)).Code));
        Assert.Equal(("failed", "code"), (job!.Value.GetProperty("state").GetString(), Assert.Single(job.Value.GetProperty("fields").EnumerateArray()).GetString()));
        string error = job.Value.GetProperty("error").GetString()!;
        Assert.StartsWith($"1 records were refused, first of them {bad}: ", error, StringComparison.Ordinal);
        Assert.Contains("Not this one.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_is_computed_by_a_hook_that_is_there_and_runs_as_the_system()
    {
        Assert.Contains("/fields/1/computedBy", (await _world.TryPublishAsync(Object("Lost", Field("nothing")))).ToString(), StringComparison.Ordinal);
        await _world.PublishAsync(Object("Lost", ""));
        Assert.Contains("runs as the system", (await _world.TryPublishAsync(Hook("Lost", "asUser", "compute", "", runAs: "user"))).ToString(), StringComparison.Ordinal);
    }

    private async Task PublishAsync(string name, string source, string access = "[]")
    {
        await _world.PublishAsync(Object(name, ""));
        await HookAsync(name, "compute" + name, "compute", source, access);
        await _world.PublishAsync(Object(name, Field("compute" + name)));
    }

    private Task HookAsync(string target, string name, string @event, string source, string access = "[]") =>
        _world.PublishAsync(Hook(target, name, @event, source, access), "SCRIPT_RIGHTS");

    private static string Object(string name, string field) =>
        $$"""{"kind":"object","name":"{{name}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","trackHistory":true,"fields":[{"name":"title","label":"Title","type":"text"}{{field}}]}""";

    private static string Field(string hook) => $$""",{"name":"code","label":"Code","type":"text","indexed":true,"computedBy":"{{hook}}"}""";

    private static string Hook(string target, string name, string @event, string source, string access = "[]", string runAs = "system") =>
        $$"""
        {"kind":"hook","name":"{{name}}","label":"{{name}}","object":"{{target}}","on":["{{@event}}"],"runAs":"{{runAs}}","source":"{{name}}.js","access":{{access}},
         "modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async ({{ records, db }}) => {{ {source} }};")}}}]}
        """;

    private async Task<string> CreateAsync(string target, string title) =>
        Succeeded(await TryCreateAsync(target, title)).GetProperty($"create{target}").GetProperty("record").GetProperty("id").GetString()!;

    private Task<JsonElement> TryCreateAsync(string target, string title) =>
        _world.AskAsync("/graphql", $"mutation($i: {target}Create!) {{ create{target}(input: $i) {{ record {{ id }} }} }}", new { i = new { title } });

    private async Task<(string? Code, int Version)> ReadAsync(string target, string id)
    {
        string one = char.ToLowerInvariant(target[0]) + target[1..];
        JsonElement record = Succeeded(await _world.AskAsync("/graphql", $"query($id: ID!) {{ {one}(id: $id) {{ code version }} }}", new { id })).GetProperty(one);
        return (record.GetProperty("code").GetString(), record.GetProperty("version").GetInt32());
    }
}
