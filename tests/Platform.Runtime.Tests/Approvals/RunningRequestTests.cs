using System.Net.Http.Json;
using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Pipelines;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>What becomes of pending requests when a deploy changes their flow: they are kept, go over to the new version, or end, as the deploy says.</summary>
public sealed class RunningRequestTests(SellingTenant tenant) : IClassFixture<SellingTenant>, IAsyncLifetime
{
    private const string Apply = "mutation($e: [DocumentEdit!]!, $r: [RunningChoice!]!, $a: [String!]) { apply(edits: $e, onRunning: $r, accept: $a) { revision plan { running { flow action count } } } }";
    private const string Plan = "query($e: [DocumentEdit!]!, $r: [RunningChoice!]!) { plan(edits: $e, onRunning: $r) { canApply toAccept hazards { code count } running { flow label(language: \"zh-CN\") removed action count requests { recordName } steps { step waiting to } } } }";
    private static int _papers;
    private readonly string _name = $"Paper{Interlocked.Increment(ref _papers)}";

    private Api Admin => tenant.Admin;

    public async ValueTask InitializeAsync() => await ApplyAsync(
        [$$"""{"kind":"object","name":"{{_name}}","label":"Paper","pluralLabel":"Papers","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"},{"name":"approval","label":"Approval","type":"text"}]}""", Flow(Step("first"), Step("second"))]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_plan_tells_how_many_and_which_requests_run_and_by_themselves_they_are_kept()
    {
        (_, string request) = await SubmitAsync("Kept");
        JsonElement plan = await PlanAsync([Flow(Step("other"))]);
        JsonElement flow = Assert.Single(plan.GetProperty("running").EnumerateArray());
        Assert.Equal((_name + "Flow", "流程", false, "KEEP", 1), (flow.GetProperty("flow").GetString(), flow.GetProperty("label").GetString(), flow.GetProperty("removed").GetBoolean(), flow.GetProperty("action").GetString(), flow.GetProperty("count").GetInt32()));
        Assert.Equal("Kept", flow.GetProperty("requests")[0].GetProperty("recordName").GetString());
        JsonElement step = Assert.Single(flow.GetProperty("steps").EnumerateArray());
        Assert.Equal(("first", 1, JsonValueKind.Null), (step.GetProperty("step").GetString(), step.GetProperty("waiting").GetInt32(), step.GetProperty("to").ValueKind));
        Assert.Contains("APPROVALS_RUNNING", plan.GetProperty("hazards").GetRawText(), StringComparison.Ordinal);
        await ApplyAsync([Flow(Step("other"))]);
        Assert.Equal("first", await AskedAsync(request));
        Assert.Contains("second", await DefinitionAsync(request), StringComparison.Ordinal);
        await ApproveAsync(request);
        Assert.Equal("second", await AskedAsync(request));
    }

    [Fact]
    public async Task Requests_go_over_to_the_new_version_with_what_was_answered_and_steps_by_their_new_names()
    {
        (_, string early) = await SubmitAsync("Early");
        (_, string late) = await SubmitAsync("Late");
        await ApproveAsync(late);
        string next = Flow(Step("before"), Step("first"), Step("renamed"), Step("third"));
        object[] choice = [new { flow = _name + "Flow", action = "MOVE", steps = new[] { new { from = "second", to = "renamed" } }, note = "New rules" }];
        JsonElement plan = await PlanAsync([next], choice);
        Assert.Empty(plan.GetProperty("toAccept").EnumerateArray());
        Assert.Equal(["first", "renamed"], plan.GetProperty("running")[0].GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("to").GetString()!).Order(StringComparer.Ordinal));
        await ApplyAsync([next], choice);
        await Eventually.HoldsAsync(async () => (await DefinitionAsync(early)).Contains("third", StringComparison.Ordinal) && (await DefinitionAsync(late)).Contains("third", StringComparison.Ordinal), "both go over");
        Assert.Equal("first", await AskedAsync(early));
        Assert.Equal("renamed", await AskedAsync(late));
        await ApproveAsync(late);
        Assert.Equal("third", await AskedAsync(late));
        await ApproveAsync(late);
        Assert.Equal("approved", await StatusAsync(late));
        Assert.Equal("New rules", await tenant.ScalarAsync($"SELECT comment FROM t_default.approval_entry WHERE request_id = '{late}' AND act = 'move'"));
    }

    [Fact]
    public async Task Requests_that_wait_in_a_step_that_is_gone_go_on_with_what_follows_once_that_is_accepted()
    {
        (_, string request) = await SubmitAsync("Gone");
        string next = Flow(Step("second"));
        object[] choice = [new { flow = _name + "Flow", action = "MOVE" }];
        Assert.Equal(["APPROVAL_STEP_GONE"], (await PlanAsync([next], choice)).GetProperty("toAccept").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains("HAZARD_NOT_ACCEPTED", (await AskAsync(Apply, [next], choice)).GetRawText(), StringComparison.Ordinal);
        await ApplyAsync([next], choice, "APPROVAL_STEP_GONE");
        await Eventually.HoldsAsync(async () => (string?)await AskedAsync(request) == "second", "the request goes on");
        Assert.Equal("canceled", await tenant.ScalarAsync($"SELECT status FROM t_default.approval_task WHERE request_id = '{request}' AND step = 'first'"));
    }

    [Fact]
    public async Task A_flow_is_removed_with_its_requests_which_end_with_a_note_and_free_their_records()
    {
        (string paper, string request) = await SubmitAsync("Ended");
        object remove = new { remove = new { kind = "approvalFlow", name = _name + "Flow" } };
        Assert.Contains("APPROVALS_LEFT", (await PostAsync(Apply, new { e = new[] { remove }, r = Array.Empty<object>(), a = Array.Empty<string>() })).GetRawText(), StringComparison.Ordinal);
        object[] choice = [new { flow = _name + "Flow", action = "CANCEL", note = "No longer needed" }];
        JsonElement answer = await PostAsync(Apply, new { e = new[] { remove }, r = choice, a = new[] { "APPROVALS_CANCEL" } });
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        await Eventually.HoldsAsync(async () => (string?)await StatusAsync(request) == "recalled", "the request ends");
        Assert.Equal("No longer needed", await tenant.ScalarAsync($"SELECT comment FROM t_default.approval_entry WHERE request_id = '{request}' AND act = 'cancel'"));
        Assert.Equal("withdrawn", await tenant.ScalarAsync($"SELECT approval FROM t_default.{_name.ToLowerInvariant()} WHERE id = '{paper}'"));
        await Admin.DataAsync($"mutation {{ update{_name}(id: \"{paper}\", input: {{name: \"Free\"}}) {{ record {{ id }} }} }}");
    }

    [Fact]
    public async Task A_request_that_goes_over_late_goes_over_to_the_version_that_was_meant_and_deploys_come_in_their_order()
    {
        (_, string request) = await SubmitAsync("Late");
        string flow = _name + "Flow";
        object Move(string from, string to) => new { flow, action = "MOVE", steps = new[] { new { from, to } } };
        // A node that is behind: whatever deploys ask for waits until the trigger is gone.
        await tenant.ScalarAsync(
            """
            CREATE OR REPLACE FUNCTION platform.held_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.due_at = 'infinity'; RETURN NEW; END $$;
            CREATE OR REPLACE TRIGGER held_back BEFORE INSERT ON platform.timers FOR EACH ROW WHEN (NEW.topic = 'approvalVersion') EXECUTE FUNCTION platform.held_back()
            """);
        try
        {
            await ApplyAsync([Flow(Step("renamed"), Step("second"))], [Move("first", "renamed")]);
            await ApplyAsync([Flow(Step("again"), Step("second"))], [Move("renamed", "again")], "APPROVAL_STEP_GONE");
            await ApplyAsync([Flow(Step("second"))]);
        }
        finally
        {
            await tenant.ScalarAsync("DROP TRIGGER held_back ON platform.timers");
        }

        // The later deploy's comes first, and waits for the earlier's.
        await ReleaseAsync(request, "DESC");
        await Eventually.HoldsAsync(
            async () => await tenant.ScalarAsync($"SELECT max(last_error) FROM platform.timers WHERE topic = 'approvalVersion' AND key LIKE '{request}%'") is string, "the later one is held back");
        Assert.Equal("first", await AskedAsync(request));
        await ReleaseAsync(request, "ASC");
        await Eventually.HoldsAsync(async () => (string?)await AskedAsync(request) is "renamed" or "again", "the earlier one goes over");
        await Eventually.HoldsAsync(
            async () =>
            {
                await ReleaseAsync(request, "ASC");
                return (string?)await AskedAsync(request) == "again";
            },
            "the later one follows, to its own version");
        Assert.Contains("again", await DefinitionAsync(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobodyFlow", null)]
    [InlineData(null, "nowhere")]
    [InlineData(null, "second")]
    public async Task What_cannot_be_is_refused(string? flow, string? to)
    {
        await SubmitAsync("Refused");
        object[] choice = [new { flow = flow ?? _name + "Flow", action = "MOVE", steps = new[] { new { from = "first", to = to ?? "second" } } }];
        JsonElement plan = await PlanAsync([Flow(Step("second"))], choice);
        Assert.False(plan.GetProperty("canApply").GetBoolean());
        Assert.Contains("ON_RUNNING_INVALID", plan.GetProperty("hazards").GetRawText(), StringComparison.Ordinal);
    }

    private static string Step(string name) => $$"""{"name":"{{name}}","label":"{{name}}","approvers":[{"by":"role","role":"manager"}]}""";

    private string Flow(params string[] steps) =>
        $$"""
        {"kind":"approvalFlow","name":"{{_name}}Flow","label":{"en":"Flow","zh-CN":"流程"},"object":"{{_name}}","askOnce":false,"steps":[{{string.Join(',', steps)}}],
         "onRecall":[{"field":"approval","value":"'withdrawn'"}]}
        """;

    private async Task<(string Paper, string Request)> SubmitAsync(string name)
    {
        string paper = await Admin.CreateAsync(_name, $"name: \"{name}\"");
        JsonElement data = await Admin.DataAsync($"mutation {{ s: submit{_name}ForApproval(id: \"{paper}\") {{ pendingApproval }} }}");
        return (paper, data.GetProperty("s").GetProperty("pendingApproval").GetString()!);
    }

    private async Task ApproveAsync(string request)
    {
        object? task = await tenant.ScalarAsync($"SELECT id::text FROM t_default.approval_task WHERE request_id = '{request}' AND status = 'pending'");
        await tenant.Manager.DataAsync($$"""mutation { approveApprovalTasks(ids: ["{{task}}"]) { records { id } } }""");
    }

    private Task<object?> AskedAsync(string request) => tenant.ScalarAsync($"SELECT string_agg(step, ' ' ORDER BY step) FROM t_default.approval_task WHERE request_id = '{request}' AND status = 'pending'");

    private Task<object?> ReleaseAsync(string request, string order) => tenant.ScalarAsync(
        $"UPDATE platform.timers SET due_at = now() WHERE id = (SELECT id FROM platform.timers WHERE topic = 'approvalVersion' AND key LIKE '{request}%' AND claimed_until IS NULL ORDER BY (payload->>'revision')::bigint {order} LIMIT 1)");

    private Task<object?> StatusAsync(string request) => tenant.ScalarAsync($"SELECT status FROM t_default.approval_request WHERE id = '{request}'");

    private async Task<string> DefinitionAsync(string request) => (string)(await tenant.ScalarAsync($"SELECT definition::text FROM t_default.approval_request WHERE id = '{request}'"))!;

    private async Task<JsonElement> PlanAsync(string[] documents, params object[] choices) => (await AskAsync(Plan, documents, choices)).GetProperty("data").GetProperty("plan");

    private async Task ApplyAsync(string[] documents, object[]? choices = null, params string[] accept)
    {
        JsonElement answer = await AskAsync(Apply, documents, choices ?? [], accept);
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
    }

    private Task<JsonElement> AskAsync(string query, string[] documents, object[] choices, params string[] accept) =>
        PostAsync(query, new { e = documents.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }).ToArray(), r = choices, a = accept });

    private async Task<JsonElement> PostAsync(string query, object variables)
    {
        using HttpResponseMessage response = await Admin.Http.PostAsJsonAsync("/metadata", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
