using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks that find approvers, through a whole host: whom they ask, and what becomes of bad answers.</summary>
public sealed class ApproverHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Submit = "mutation($id: ID!) { submitDealForApproval(id: $id) { pendingApproval warnings { code message } } }";
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whom_the_hook_finds_for_the_record_is_asked()
    {
        string user = await MemberAsync("found");
        await PublishAsync("const [found] = await db.query('User', { filter: { email: { eq: record.title } }, fields: ['email'] }); return submitter === found.id ? [] : [found.id, found.id];", fallback: "[]");
        string deal = await _world.CreateDealAsync(user);
        Assert.Equal([user], await AskedAsync(Succeeded(await _world.AskAsync("/graphql", Submit, new { id = deal })).GetProperty("submitDealForApproval")));
        JsonElement simulated = await SimulateAsync(deal);
        Assert.Equal(0, simulated.GetProperty("hooks").GetArrayLength());
        Assert.Equal(("hook finder", 1), (simulated.GetProperty("steps")[0].GetProperty("because")[0].GetString(), simulated.GetProperty("steps")[0].GetProperty("asked").GetArrayLength()));
    }

    [Theory]
    [InlineData("throw new Error('no idea');", "HOOK_THROWN", "no idea")]
    [InlineData("return ['nobody'];", "HOOK_RESULT_INVALID", "ids of users")]
    [InlineData("return { user: submitter };", "HOOK_RESULT_INVALID", "ids of users")]
    [InlineData("return Array(101).fill(submitter);", "HOOK_RESULT_INVALID", "ids of users")]
    [InlineData("await db.update('Deal', record.id, { title: 'x' });", "HOOK_THROWN", "only reads")]
    [InlineData("return [];", null, null)]
    [InlineData("return ['00000000-0000-4000-8000-000000000000'];", null, null)]
    public async Task A_hook_that_finds_nobody_or_fails_leaves_it_to_the_fallback(string body, string? code, string? message)
    {
        string user = await MemberAsync("fallback");
        await PublishAsync(body, $"[{{\"by\":\"user\",\"email\":\"{user}\"}}]");
        string deal = await _world.CreateDealAsync("fallback");
        JsonElement submitted = Succeeded(await _world.AskAsync("/graphql", Submit, new { id = deal })).GetProperty("submitDealForApproval");
        Assert.Equal([user], await AskedAsync(submitted));
        JsonElement[] told = [.. submitted.GetProperty("warnings").EnumerateArray(), .. (await SimulateAsync(deal)).GetProperty("hooks").EnumerateArray()];
        Assert.Equal(code is null ? [] : [code, code], told.Select(t => t.GetProperty("code").GetString()));
        Assert.All(told, t => Assert.Contains(message!, t.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_fallback_the_flow_stops_and_nothing_is_submitted()
    {
        await PublishAsync("return 7;", "[]");
        string deal = await _world.CreateDealAsync("stops");
        JsonElement refused = await _world.AskAsync("/graphql", Submit, new { id = deal });
        Assert.Equal("APPROVAL_NO_APPROVER", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("code").GetString());
        JsonElement simulated = await SimulateAsync(deal);
        Assert.Equal(("APPROVAL_NO_APPROVER", "HOOK_RESULT_INVALID"), (simulated.GetProperty("problem").GetString(), simulated.GetProperty("hooks")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_hook_that_finds_approvers_runs_as_the_system_and_is_of_the_flows_object()
    {
        JsonElement asUser = await _world.TryPublishAsync("""{"kind":"hook","name":"byUser","label":"x","object":"Deal","on":["approvers"],"source":"x.js","modules":[{"path":"x.js","source":"export default () => [];"}]}""");
        Assert.Contains("runs as the system", asUser.ToString(), StringComparison.Ordinal);
        JsonElement missing = await _world.TryPublishAsync("""{"kind":"approvalFlow","name":"lost","label":"Lost","object":"Deal","steps":[{"name":"found","label":"Found","approvers":[{"by":"hook","hook":"nothing"}]}]}""");
        Assert.Contains("DOC540", missing.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> MemberAsync(string name)
    {
        string email = $"{name}-{Guid.NewGuid():N}@example.com";
        (await _world.OfMemberAsync(email, "administrator")).Dispose();
        return email;
    }

    private async Task PublishAsync(string body, string fallback)
    {
        await _world.HookAsync(
            "finder", ["approvers"], "const { record, submitter } = context; " + body, ",\"runAs\":\"system\"", "SCRIPT_RIGHTS");
        await _world.PublishAsync(
            $$"""{"kind":"approvalFlow","name":"dealFlow","label":"Deal","object":"Deal","steps":[{"name":"found","label":"Found","approvers":[{"by":"hook","hook":"finder"}],"fallback":{{fallback}}}]}""");
    }

    private async Task<string[]> AskedAsync(JsonElement submitted)
    {
        JsonElement tasks = Succeeded(await _world.AskAsync(
            "/graphql", "query($r: ID!) { approvalTasks(filter: { request: { id: { eq: $r } } }) { nodes { assignee { email } } } }", new { r = submitted.GetProperty("pendingApproval").GetString() }));
        return [.. tasks.GetProperty("approvalTasks").GetProperty("nodes").EnumerateArray().Select(t => t.GetProperty("assignee").GetProperty("email").GetString()!)];
    }

    private async Task<JsonElement> SimulateAsync(string deal) => Succeeded(await _world.AskAsync(
        "/metadata", "query($r: ID!) { simulateApproval(flow: \"dealFlow\", record: $r) { problem hooks { hook code message } steps { because asked { name } } } }", new { r = deal })).GetProperty("simulateApproval");
}
