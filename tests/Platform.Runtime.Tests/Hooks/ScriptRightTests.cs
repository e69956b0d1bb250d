using System.Text.Json;
using Npgsql;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>What administrators decide about scripts: rights, and runs that failed.</summary>
public sealed class ScriptRightTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string AsSystem =
        """{"kind":"hook","name":"asSystem","label":{"en":"As system","zh-CN":"系统钩子"},"object":"Deal","on":["beforeInsert"],"source":"s.js","runAs":"system","modules":[{"path":"s.js","source":"export default ({ records }) => { for (const r of records) if (r.title === 'sys') r.amount = 7; };"}]}""";

    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_script_acts_as_the_system_once_an_administrator_has_agreed_and_for_as_long()
    {
        JsonElement plan = Succeeded(await _world.AskAsync(
            "/metadata", "query($e: [DocumentEdit!]!) { plan(edits: $e) { toAccept hazards { code severity message(language: \"zh-CN\") samples { value } } } }",
            new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(AsSystem) } } })).GetProperty("plan");
        Assert.Equal("SCRIPT_RIGHTS", plan.GetProperty("toAccept")[0].GetString());
        Assert.Equal("“系统钩子”请求以系统身份读写全部数据。应用即表示同意。", plan.GetProperty("hazards")[0].GetProperty("message").GetString());
        JsonElement refused = await _world.TryPublishAsync(AsSystem);
        Assert.Contains("SCRIPT_RIGHTS", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        await _world.PublishAsync(AsSystem, "SCRIPT_RIGHTS");
        Assert.Null(await CodeAsync());
        Assert.Equal("asSystem system True", await RightAsync());

        Succeeded(await _world.AskAsync("/metadata", """mutation { revokeScriptRight(name: "asSystem", right: "system") }"""));
        await Eventually.HoldsAsync(async () => await CodeAsync() == "HOOK_NOT_GRANTED", "the hook is refused");
        Assert.Equal("asSystem system False", await RightAsync());

        // What was agreed to before is not agreed to again by a change of something else.
        await _world.PublishAsync(AsSystem.Replace("= 7", "= 8", StringComparison.Ordinal), "SCRIPT_RIGHTS");
        Assert.Equal("HOOK_NOT_GRANTED", await CodeAsync());
        Succeeded(await _world.AskAsync("/metadata", """mutation { grantScriptRight(name: "asSystem", right: "system") }"""));
        await Eventually.HoldsAsync(async () => await CodeAsync() is null, "the hook runs");

        await _world.RemoveAsync("asSystem");
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM platform.script_grants WHERE document = 'asSystem'"));
    }

    [Fact]
    public async Task Whoever_designs_but_manages_no_users_agrees_to_nothing()
    {
        await _world.PublishAsync("""{"kind":"role","name":"designer","label":"Designer","rights":["customize"],"objects":[{"object":"*","read":"all"}]}""");
        await _world.PublishAsync(AsSystem, "SCRIPT_RIGHTS");
        using HookedHost designer = await _world.OfMemberAsync("designer@example.com", "designer");
        Assert.Equal("AGREEMENT_FORBIDDEN", Reason(await designer.TryPublishAsync(AsSystem.Replace("asSystem", "another", StringComparison.Ordinal), "SCRIPT_RIGHTS")));
        Succeeded(await designer.AskAsync("/metadata", "mutation { revokeScriptRight(name: \"asSystem\", right: \"system\") }"));
        Assert.Equal("AGREEMENT_FORBIDDEN", Reason(await designer.AskAsync("/metadata", "mutation { grantScriptRight(name: \"asSystem\", right: \"system\") }")));

        // What was agreed to is what it did then: other code, or another object, is agreed to anew.
        foreach (string changed in (string[])[AsSystem.Replace("= 7", "= 9", StringComparison.Ordinal), AsSystem.Replace("\"runAs\"", "\"access\":[{\"object\":\"Trace\",\"read\":true}],\"runAs\"", StringComparison.Ordinal)])
        {
            Assert.Contains("SCRIPT_RIGHTS", (await designer.TryPublishAsync(changed)).GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal("AGREEMENT_FORBIDDEN", Reason(await designer.TryPublishAsync(changed, "SCRIPT_RIGHTS")));
        }

        await designer.PublishAsync(AsSystem.Replace("系统钩子", "系统", StringComparison.Ordinal));
        await _world.RemoveAsync("asSystem");
    }

    [Fact]
    public async Task Nobody_agrees_to_what_no_script_asks_for()
    {
        JsonElement answer = await _world.AskAsync("/metadata", """mutation { grantScriptRight(name: "nothing", right: "host example.com") }""");
        Assert.Equal("BAD_USER_INPUT", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Failed_runs_are_shown_run_once_more_and_given_up()
    {
        const string Failing = "for (const r of records) { if (r.title.startsWith('fails')) { if ((await db.query('Trace', { filter: { title: { eq: 'fails go' } } })).length === 0) throw new Error('not now'); await db.create('Trace', { title: r.title }); } }";
        await _world.HookAsync("fails", ["afterCommitInsert"], Failing);
        await _world.CreateDealAsync("fails one");
        await Eventually.HoldsAsync(async () => (await RunsAsync()).Length == 1, "it failed");
        Assert.Equal("fails afterCommitInsert Deal 1 False HOOK_THROWN: “fails” failed: not now", (await RunsAsync())[0].Text);

        Succeeded(await _world.AskAsync("/graphql", """mutation { createTrace(input: { title: "fails go" }) { record { id } } }"""));
        Assert.Equal(1, Succeeded(await _world.AskAsync("/metadata", "mutation($i: [String!]!) { repeatRuns(ids: $i) }", new { i = (await RunsAsync()).Select(r => r.Id) })).GetProperty("repeatRuns").GetInt32());
        Assert.Equal(["fails go", "fails one"], await _world.TracesAsync("fails", 2));
        await _world.RemoveAsync("fails");

        // Of a hook that is gone.
        await _world.HookAsync("gone", ["afterCommitInsert"], "if (records[0].title === 'gone one') throw new Error('x');");
        await _world.CreateDealAsync("gone one");
        await Eventually.HoldsAsync(async () => (await RunsAsync()).Length == 1, "it failed");
        await _world.RemoveAsync("gone");
        Succeeded(await _world.AskAsync("/metadata", "mutation($i: [String!]!) { repeatRuns(ids: $i) }", new { i = (await RunsAsync()).Select(r => r.Id) }));
        await Eventually.HoldsAsync(async () => (await RunsAsync()) is [{ Text: var text }] && text.Contains("True HOOK_INACTIVE", StringComparison.Ordinal), "it was set aside");
        Assert.Equal(1, Succeeded(await _world.AskAsync("/metadata", "mutation($i: [String!]!) { discardRuns(ids: $i) }", new { i = (await RunsAsync()).Select(r => r.Id) })).GetProperty("discardRuns").GetInt32());
        Assert.Empty(await RunsAsync());
    }

    [Fact]
    public async Task Workers_tell_how_they_are()
    {
        await _world.HookAsync("worked", ["beforeInsert"], "records;");
        await _world.CreateDealAsync("worked");
        JsonElement workers = Succeeded(await _world.AskAsync("/metadata", "{ scriptWorkers { busy idle waiting lost problem hasNoNetwork isUnprivileged hasNoNewPrivileges hasMemoryLimit } }")).GetProperty("scriptWorkers");
        Assert.Equal(JsonValueKind.Null, workers.GetProperty("problem").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, workers.GetProperty("hasMemoryLimit").ValueKind);
        await _world.RemoveAsync("worked");
    }

    private static string? Reason(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();

    private async Task<string?> CodeAsync()
    {
        JsonElement answer = await _world.AskAsync("/graphql", """mutation { createDeal(input: { title: "sys" }) { record { id } } }""");
        return answer.TryGetProperty("errors", out JsonElement errors) ? errors[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("code").GetString() : null;
    }

    private async Task<string> RightAsync() => string.Join(',', Succeeded(await _world.AskAsync("/metadata", "{ scriptRights { name right granted } }")).GetProperty("scriptRights").EnumerateArray()
        .Where(r => r.GetProperty("name").GetString() == "asSystem").Select(r => $"{r.GetProperty("name")} {r.GetProperty("right")} {r.GetProperty("granted")}"));

    private async Task<(string Id, string Text)[]> RunsAsync() =>
    [
        .. Succeeded(await _world.AskAsync("/metadata", "{ failedRuns { id hook event object records isSetAside error } }")).GetProperty("failedRuns").EnumerateArray()
            .Select(r => (r.GetProperty("id").GetString()!, $"{r.GetProperty("hook")} {r.GetProperty("event")} {r.GetProperty("object")} {r.GetProperty("records")} {r.GetProperty("isSetAside")} {r.GetProperty("error").GetString()!.Split(" (")[0]}")),
    ];

    private async Task<long> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = new(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
