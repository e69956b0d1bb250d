using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>What pipelines do by themselves: approvals that stages ask for and start, notices, records that go on in time, and ways around that are none.</summary>
public sealed class PipelineProcessTests(SellingTenant tenant) : IClassFixture<SellingTenant>, IAsyncLifetime
{
    private const string Chore =
        """
        {"kind":"object","name":"Chore","label":"Chore","pluralLabel":"Chores","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"kind","label":"Kind","type":"text"},
          {"name":"paper","label":"Paper","type":"file"},
          {"name":"stage","label":"Stage","type":"picklist","values":[
            {"value":"open","label":"Open"},{"value":"doing","label":"Doing"},{"value":"check","label":"Check"},{"value":"done","label":"Done"},{"value":"dropped","label":"Dropped"}]},
          {"name":"reason","label":"Reason","type":"picklist","values":[{"value":"good","label":"Good"},{"value":"late","label":"Late"}]}]}
        """;

    private const string Work =
        """
        {"kind":"pipeline","name":"work","label":"Work","object":"Chore","field":"stage","when":"record.kind != \"private\"","order":"noSkipping",
         "stages":[
          {"value":"open","timed":[{"afterDays":3,"to":"dropped","when":"record.name != \"Kept\"","set":[{"field":"reason","value":"\"late\""}],
            "actions":[{"do":"createTask","task":{"subject":{"en":"Why was {record.name} dropped?","zh-CN":"{record.name}为何放弃？"}}}]}],
           "exit":[{"name":"named","condition":"record.name != \"Nameless\"","message":"Name it."}]},
          {"value":"doing","exitActions":[{"do":"notify","to":[{"by":"role","role":"manager"}],"text":{"en":"{actor} is done","zh-CN":"{actor}已完成"},"when":"record.name != \"Silent\""}]},
          {"value":"check","enterActions":[{"do":"startApproval","flow":"review"}]},
          {"value":"done","kind":"won","reason":"reason","requiredApprovals":["review"],"requiredFields":["paper"],
           "enterActions":[{"do":"notify","to":[{"by":"field","value":"record.owner"},{"by":"role","role":"manager"}],"text":"Done"}]},
          {"value":"dropped","kind":"lost","reason":"reason","enterActions":[{"do":"notify","to":[{"by":"field","value":"record.owner"}],"text":"Dropped"}]}]}
        """;

    private const string Review =
        """
        {"kind":"approvalFlow","name":"review","label":{"en":"Review","zh-CN":"复核"},"object":"Chore",
         "steps":[{"name":"only","label":"Only","approvers":[{"by":"role","role":"manager"}]}]}
        """;

    private const string Ring =
        """
        {"kind":"object","name":"Ring","label":"Ring","pluralLabel":"Rings","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"stage","label":"Stage","type":"picklist","values":[{"value":"a","label":"A"},{"value":"b","label":"B"}]}]}
        """;

    private static readonly string[] Ringing =
    [
        """
        {"kind":"pipeline","name":"ringing","label":"Ringing","object":"Ring","field":"stage","stages":[
          {"value":"a","enterActions":[{"do":"startApproval","flow":"toB","when":"record.name == \"Round\""}]},{"value":"b","enterActions":[{"do":"startApproval","flow":"toA"}]}]}
        """,
        Turn("toA", "a"), Turn("toB", "b"),
    ];

    private Api Admin => tenant.Admin;

    public async ValueTask InitializeAsync()
    {
        if (await tenant.ScalarAsync("SELECT to_regclass('t_default.chore')::text") is not DBNull and not null) return;
        Assert.IsType<Published>(await tenant.PutAsync([], [Chore, Work, Review, Ring, .. Ringing]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_stage_starts_an_approval_and_the_last_one_asks_that_it_was_passed_and_a_file_attached()
    {
        string chore = await DoingAsync("Checked");
        await AdvanceAsync(chore, "check");
        Assert.Equal("pending", await StatusAsync(chore));
        Assert.Contains("\"code\":\"STAGE_APPROVAL_REQUIRED\"", await MissingAsync(chore), StringComparison.Ordinal);
        await ApproveAsync(chore);
        string missing = await MissingAsync(chore);
        Assert.DoesNotContain("STAGE_APPROVAL_REQUIRED", missing, StringComparison.Ordinal);
        Assert.Contains("\"field\":\"paper\"", missing, StringComparison.Ordinal);
        Assert.Equal("GATE_NOT_MET STAGE_FIELD_REQUIRED", await Admin.ErrorAsync(Advance(chore, "done", "reason: \"good\"")));
        string paper = await Admin.UploadAsync("paper.txt", "agreed"u8.ToArray());
        await Admin.DataAsync(Advance(chore, "done", $"reason: \"good\", paper: \"{paper}\""));
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.notification WHERE record = '{chore}' AND title = 'Done'"));
    }

    [Fact]
    public async Task What_was_not_approved_is_refused_on_every_route()
    {
        string chore = await DoingAsync("Unapproved");
        await AdvanceAsync(chore, "check");
        await tenant.Manager.DataAsync($$"""mutation { rejectApprovalTasks(ids: ["{{await TaskAsync(chore)}}"]) { records { id } } }""");
        string paper = await Admin.UploadAsync("paper.txt", "agreed"u8.ToArray());
        string input = $"stage: \"done\", reason: \"good\", paper: \"{paper}\"";
        Assert.Equal("GATE_NOT_MET STAGE_APPROVAL_REQUIRED", await Admin.ErrorAsync($$"""mutation { updateChore(id: "{{chore}}", input: {{{input}}}) { record { id } } }"""));
        Assert.Equal("GATE_NOT_MET STAGE_START", await Admin.ErrorAsync($$"""mutation { createChore(input: {name: "New", kind: "work", {{input}}}) { record { id } } }"""));
    }

    [Fact]
    public async Task People_are_told_when_a_record_leaves_a_stage_and_the_condition_holds()
    {
        string told = await DoingAsync("Told"), silent = await DoingAsync("Silent");
        await AdvanceAsync(told, "check");
        await AdvanceAsync(silent, "check");
        Assert.EndsWith(" is done", (string)(await tenant.ScalarAsync($"SELECT title FROM t_default.notification WHERE record = '{told}' AND type = 'process'"))!, StringComparison.Ordinal);
        Assert.Equal(0L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.notification WHERE record = '{silent}' AND type = 'process'"));
    }

    [Fact]
    public async Task Records_that_stay_too_long_go_on_by_themselves_unless_the_condition_keeps_them()
    {
        string late = await CreateAsync("Late"), kept = await CreateAsync("Kept"), fresh = await CreateAsync("Fresh");
        await tenant.ScalarAsync($"UPDATE t_default.chore SET stage_since = stage_since - interval '4 days' WHERE id IN ('{late}', '{kept}')");
        await LookAsync();
        await Eventually.HoldsAsync(async () => (string?)await StageAsync(late) == "dropped", "the record goes on");
        Assert.Equal("late", await tenant.ScalarAsync($"SELECT reason FROM t_default.chore WHERE id = '{late}'"));
        Assert.Equal("open", await StageAsync(kept));
        Assert.Equal("open", await StageAsync(fresh));
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.stage_entry WHERE record = '{late}' AND stage = 'dropped' AND from_stage = 'open'"));
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.notification WHERE record = '{late}' AND title = 'Dropped'"));
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.task WHERE record = '{late}' AND subject = 'Why was Late dropped?'"));
        await LookAsync();
        await Eventually.HoldsAsync(
            async () => (long)(await tenant.ScalarAsync(
                $"SELECT count(*) FROM platform.timers WHERE topic = 'stage' AND payload->>'record' = '{kept}' AND due_at > now() + interval '23 hours' AND attempts = 0"))! == 1,
            "the condition is asked again tomorrow, not at each look");
        Assert.Equal(1L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.stage_entry WHERE record = '{late}' AND stage = 'dropped'"));
    }

    [Fact]
    public async Task A_time_without_a_pipeline_is_no_way_past_what_stages_ask_for()
    {
        string chore = await CreateAsync("Nameless");
        await UpdateAsync(chore, "kind: \"private\"");
        await UpdateAsync(chore, "stage: \"doing\"");
        Assert.Equal("GATE_NOT_MET GATE_NOT_MET", await Admin.ErrorAsync(Update(chore, "kind: \"work\"")));
        await UpdateAsync(chore, "stage: \"check\"");
        Assert.Equal("GATE_NOT_MET TRANSITION_NOT_ALLOWED", await Admin.ErrorAsync(Update(chore, "kind: \"work\"")));
        await UpdateAsync(chore, "stage: \"open\"");
        await UpdateAsync(chore, "kind: \"work\"");
        Assert.Equal("open", await StageAsync(chore));
    }

    [Fact]
    public async Task Actions_that_bring_about_each_other_end_with_a_clear_refusal_and_nothing_is_written()
    {
        Assert.Equal("LIMIT_EXCEEDED ACTION_LOOP", await Admin.ErrorAsync("""mutation { createRing(input: {name: "Round"}) { record { id } } }"""));
        Assert.Equal(0L, await tenant.ScalarAsync("SELECT count(*) FROM t_default.ring WHERE name = 'Round'"));
        Assert.Equal(0L, await tenant.ScalarAsync("SELECT count(*) FROM t_default.approval_request WHERE object = 'Ring'"));
    }

    private static string Turn(string name, string to) =>
        $$"""
        {"kind":"approvalFlow","name":"{{name}}","label":"{{name}}","object":"Ring","selfApproval":"pass",
         "steps":[{"name":"only","label":"Only","approvers":[{"by":"role","role":"administrator"}]}],"onApprove":[{"field":"stage","value":"\"{{to}}\""}]}
        """;

    private async Task LookAsync() => await tenant.ScalarAsync("UPDATE platform.timers SET due_at = now() WHERE topic = 'stages'");

    private Task<string> CreateAsync(string name) => Admin.CreateAsync("Chore", $"""name: "{name}", kind: "work" """);

    private async Task<string> DoingAsync(string name)
    {
        string chore = await CreateAsync(name);
        await AdvanceAsync(chore, "doing");
        return chore;
    }

    private Task<System.Text.Json.JsonElement> AdvanceAsync(string chore, string to) => Admin.DataAsync(Advance(chore, to, ""));

    private static string Advance(string chore, string to, string input) => $$"""mutation { advanceChore(id: "{{chore}}", to: "{{to}}", input: {{{input}}}) { record { stage } } }""";

    private static string Update(string chore, string input) => $$"""mutation { updateChore(id: "{{chore}}", input: {{{input}}}) { record { stage } } }""";

    private Task<System.Text.Json.JsonElement> UpdateAsync(string chore, string input) => Admin.DataAsync(Update(chore, input));

    private Task<object?> StageAsync(string chore) => tenant.ScalarAsync($"SELECT stage FROM t_default.chore WHERE id = '{chore}'");

    private Task<object?> StatusAsync(string chore) => tenant.ScalarAsync($"SELECT status FROM t_default.approval_request WHERE record = '{chore}'");

    private Task<object?> TaskAsync(string chore) =>
        tenant.ScalarAsync($"SELECT k.id::text FROM t_default.approval_task k JOIN t_default.approval_request q ON q.id = k.request_id WHERE q.record = '{chore}' AND k.status = 'pending'");

    private async Task ApproveAsync(string chore) => await tenant.Manager.DataAsync($$"""mutation { approveApprovalTasks(ids: ["{{await TaskAsync(chore)}}"]) { records { id } } }""");

    private Task<string> MissingAsync(string chore) => Admin.TextAsync($$"""{ chore(id: "{{chore}}") { _pipeline { next { stage missing { code field } } } } }""");
}
