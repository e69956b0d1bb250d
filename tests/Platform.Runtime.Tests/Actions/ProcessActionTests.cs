using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Actions;

/// <summary>What stages of a pipeline do beside setting fields: tasks, hooks and webhooks, on a whole host with scripts and a real receiver.</summary>
public sealed class ProcessActionTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Trace =
        """{"kind":"object","name":"Trace","label":"Trace","pluralLabel":"Traces","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"}]}""";

    private const string Job =
        """
        {"kind":"object","name":"Job","label":"Job","pluralLabel":"Jobs","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},{"name":"amount","label":"Amount","type":"decimal"},{"name":"code","label":"Code","type":"text","unique":true},
          {"name":"stage","label":"Stage","type":"picklist","values":[
            {"value":"open","label":"Open"},{"value":"ready","label":"Ready"},{"value":"again","label":"Again"},{"value":"told","label":"Told"},{"value":"round","label":"Round"},{"value":"trip","label":"Trip"}]}]}
        """;

    private const string Jobs =
        """
        {"kind":"pipeline","name":"jobs","label":"Jobs","object":"Job","field":"stage","stages":[
          {"value":"open","exitActions":[{"do":"createTask","when":"record.title.startsWith('Task')","task":{
             "subject":{"en":"Do {record.title} at once {{really}}","zh-CN":"请处理{record.title}"},"description":"For {record.owner.name}","priority":"high","dueAfter":90,"calendar":"always",
             "assignee":{"by":"field","value":"record.owner"}}}]},
          {"value":"ready","enterActions":[{"do":"createTask","task":{"subject":"Ready {record.title}"}},{"do":"callHook","hook":"reserve"}]},
          {"value":"again","enterActions":[{"do":"callHook","hook":"later"}]},
          {"value":"told","enterActions":[{"do":"sendWebhook","webhook":"jobs"}]},
          {"value":"round","enterActions":[{"do":"callHook","hook":"spin"}]},
          {"value":"trip","enterActions":[{"do":"callHook","hook":"spin"}]}]}
        """;

    private const string Always =
        """
        {"kind":"businessCalendar","name":"always","label":"Always","timeZone":"UTC","weekly":[
          {"days":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],"shifts":[{"from":"00:00","to":"24:00"}]}]}
        """;

    private const string Held =
        """
        {"kind":"approvalFlow","name":"held","label":"Held","object":"Job","selfApproval":"allow","steps":[{"name":"only","label":"Only","approvers":[{"by":"role","role":"administrator"}]}]}
        """;

    private const string Touch =
        "for (const trace of records) { if (!trace.title.startsWith('touch ')) continue; try { await db.update('Job', trace.title.slice(6), { title: 'Touched' }); } catch (e) { context.error(trace, 'title', `${e.code} ${e.message}`); } }";

    private LocalServer _server = null!;

    private Api Admin { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync();
        Admin = new Api(await host.CreateSignedInClientAsync());
        await MetadataAsync("mutation { setSecret(name: \"key\", value: \"a key\", keepPreviousHours: 0) { generated } }", null);
        await ApplyAsync(
            Trace, Job, Always, Jobs, Held, Hook("touch", "afterInsert", Touch).Replace("\"object\":\"Job\",\"on\"", "\"object\":\"Trace\",\"on\"", StringComparison.Ordinal),
            Hook("reserve", "process", "for (const job of records) { if (job.title === 'Refused') context.error(job, 'title', 'Sold out.'); await db.create('Trace', { title: `${job.title} ${job.amount} ${job.stage} ${event}` }); }"),
            Hook("later", "afterCommitProcess", "for (const job of records) await db.create('Trace', { title: `${job.title} ${job.stage} ${event}` });"),
            Hook("spin", "process", "for (const job of records) await db.update('Job', job.id, { stage: job.stage === 'round' ? 'trip' : 'round' });"),
            $$"""{"kind":"webhook","name":"jobs","label":"Jobs","object":"Job","events":["process"],"url":"{{_server.Address}}","secret":"key","fields":["title","amount"]}""");
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_task_is_given_about_the_record_with_texts_of_it_and_due_in_working_time()
    {
        string job = await CreateAsync("Task one", 7);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        await AdvanceAsync(job, "again");
        JsonElement task = await TaskAsync(job);
        Assert.Equal(("Do Task one at once {really}", "high", "Job"), (task.GetProperty("subject").GetString(), task.GetProperty("priority").GetString(), task.GetProperty("object").GetString()));
        Assert.StartsWith("For ", task.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(task.GetProperty("owner").GetProperty("id").GetString(), task.GetProperty("assignee").GetProperty("id").GetString());
        Assert.InRange(task.GetProperty("due").GetDateTimeOffset(), before.AddMinutes(90).AddSeconds(-1), DateTimeOffset.UtcNow.AddMinutes(91));
        Assert.Equal(0, await CountAsync($"tasks(filter: {{ record: {{ eq: \"{await AdvancedAsync("Other", "again")}\" }} }})"));
    }

    [Fact]
    public async Task A_hook_within_the_transaction_sees_the_record_as_it_is_and_writes_others()
    {
        await AdvancedAsync("Reserved", "ready");
        Assert.Equal(1, await CountAsync("traces(filter: { title: { eq: \"Reserved 5 ready process\" } })"));
    }

    [Fact]
    public async Task What_a_hook_objects_to_is_refused_and_nothing_of_it_is_written()
    {
        string job = await CreateAsync("Refused", 5);
        Assert.Equal("VALIDATION_FAILED HOOK_REFUSED", await Admin.ErrorAsync(Advance(job, "ready")));
        Assert.Equal("open", (await Admin.DataAsync($"{{ job(id: \"{job}\") {{ stage }} }}")).GetProperty("job").GetProperty("stage").GetString());
        Assert.Equal(0, await CountAsync($"tasks(filter: {{ record: {{ eq: \"{job}\" }} }})"));
        Assert.Equal(0, await CountAsync("traces(filter: { title: { startsWith: \"Refused\" } })"));
    }

    [Fact]
    public async Task A_hook_after_commit_runs_over_the_record_once_it_is_written()
    {
        await AdvancedAsync("Later", "again");
        await Eventually.HoldsAsync(async () => await CountAsync("traces(filter: { title: { eq: \"Later again afterCommitProcess\" } })") == 1, "the hook runs");
    }

    [Fact]
    public async Task A_webhook_tells_the_record_and_which_process_sent_it()
    {
        string job = await AdvancedAsync("Told", "told");
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Calls.Any(c => c.Body.Contains(job, StringComparison.Ordinal))), "the receiver is called");
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(_server.Calls.Single(c => c.Body.Contains(job, StringComparison.Ordinal)).Body);
        JsonElement data = body.GetProperty("data");
        Assert.Equal("Job.process", body.GetProperty("type").GetString());
        Assert.Equal("jobs.told", data.GetProperty("process").GetString());
        Assert.Equal(["title", "amount"], data.GetProperty("record").EnumerateObject().Select(p => p.Name));
        Assert.Equal("Told", data.GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Hooks_that_bring_about_each_other_end_with_a_clear_refusal_and_nothing_is_written()
    {
        string job = await CreateAsync("Spinning", 1);
        Assert.Equal("HOOK_FAILED", (await Admin.ErrorAsync(Advance(job, "round"))).Split(' ')[0]);
        Assert.Equal("open", (await Admin.DataAsync($"{{ job(id: \"{job}\") {{ stage }} }}")).GetProperty("job").GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Many_records_that_enter_together_are_one_call_of_the_hook()
    {
        await Admin.DataAsync(
            """mutation { createJobs(inputs: [{title: "Many 1", amount: 1, stage: "ready"}, {title: "Many 2", amount: 2, stage: "ready"}]) { records { id } } }""");
        Assert.Equal(2, await CountAsync("traces(filter: { title: { startsWith: \"Many\" } })"));
        Assert.Equal(2, await CountAsync("tasks(filter: { subject: { startsWith: \"Ready Many\" } })"));
    }

    [Theory]
    [InlineData("mutation($id: ID!) { updateJob(id: $id, input: {title: \"Touched\"}) { record { id } } }")]
    [InlineData("mutation($id: ID!) { updateJobs(filter: {id: {eq: $id}}, input: {title: \"Touched\"}) { affected } }")]
    [InlineData("mutation($id: ID!) { updateJobs(changes: [{id: $id, input: {title: \"Touched\"}}]) { affected } }")]
    [InlineData("mutation { upsertJobs(by: code, inputs: [{code: \"CODE\", title: \"Touched\"}]) { affected } }")]
    [InlineData("mutation($id: ID!) { advanceJob(id: $id, to: \"again\") { record { id } } }")]
    [InlineData("mutation { createTrace(input: {title: \"touch ID\"}) { record { id } } }")]
    public async Task What_waits_for_approval_is_locked_for_edits_in_bulk_imports_and_hooks(string mutation)
    {
        string code = Guid.NewGuid().ToString("N"), job = await Admin.CreateAsync("Job", $"title: \"Held\", code: \"{code}\"");
        await Admin.DataAsync($$"""mutation { submitJobForApproval(id: "{{job}}") { pendingApproval } }""");
        string answer = (await Admin.PostAsync(mutation.Replace("CODE", code, StringComparison.Ordinal).Replace("ID\"", job + "\"", StringComparison.Ordinal), new { id = job })).GetRawText();
        Assert.Contains("LOCKED", answer, StringComparison.Ordinal);
        JsonElement record = (await Admin.DataAsync($$"""{ job(id: "{{job}}") { title stage } }""")).GetProperty("job");
        Assert.Equal(("Held", "open"), (record.GetProperty("title").GetString(), record.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task A_hook_after_commit_hears_of_tasks_of_approvals_whoever_brings_them_about()
    {
        await ApplyAsync(
            Hook("answers", "afterCommitUpdate", "for (const task of records) await db.create('Trace', { title: `${task.request} ${task.step} ${context.old(task).status} ${task.status}` });")
                .Replace("\"object\":\"Job\",\"on\"", "\"object\":\"ApprovalTask\",\"on\"", StringComparison.Ordinal));
        string job = await CreateAsync("Answered", 1);
        string request = (await Admin.DataAsync($$"""mutation { submitJobForApproval(id: "{{job}}") { pendingApproval } }""")).GetProperty("submitJobForApproval").GetProperty("pendingApproval").GetString()!;
        string task = (await Admin.DataAsync($$"""{ approvalTasks(filter: {request: {id: {eq: "{{request}}"} } }) { nodes { id } } }""")).GetProperty("approvalTasks").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        string approve = $$"""mutation { approveApprovalTasks(ids: ["{{task}}", "{{Guid.NewGuid()}}", "{{Guid.NewGuid()}}"], allOrNone: false) { affected } }""";
        using HttpResponseMessage answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(Admin.Http, "/graphql", new { query = approve, extensions = new { cost = true } });
        JsonElement approved = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<JsonElement>(answer.Content);
        Assert.Equal((1, 3), (approved.GetProperty("data").GetProperty("approveApprovalTasks").GetProperty("affected").GetInt32(), approved.GetProperty("extensions").GetProperty("cost").GetInt32()));
        await Eventually.HoldsAsync(async () => await CountAsync($"traces(filter: {{ title: {{ eq: \"{request} only pending approved\" }} }})") == 1, "the hook runs");
    }

    private static string Hook(string name, string on, string body) =>
        $$"""
        {"kind":"hook","name":"{{name}}","label":"{{name}}","object":"Job","on":["{{on}}"],"source":"{{name}}.js","access":[{"object":"Trace","write":true},{"object":"Job","read":true,"write":true}],
         "modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async (context) => {{ const {{ records, db, event }} = context; {body} }};")}}}]}
        """;

    private static string Advance(string job, string to) => $$"""mutation { advanceJob(id: "{{job}}", to: "{{to}}") { record { stage } } }""";

    private Task<string> CreateAsync(string title, int amount) => Admin.CreateAsync("Job", $"title: \"{title}\", amount: {amount}");

    private Task<JsonElement> AdvanceAsync(string job, string to) => Admin.DataAsync(Advance(job, to));

    private async Task<string> AdvancedAsync(string title, string to)
    {
        string job = await CreateAsync(title, 5);
        await AdvanceAsync(job, to);
        return job;
    }

    private async Task<JsonElement> TaskAsync(string job) => (await Admin.DataAsync(
        $"{{ tasks(filter: {{ record: {{ eq: \"{job}\" }} }}) {{ nodes {{ subject description priority due object owner {{ id }} assignee {{ id }} }} }} }}"))
        .GetProperty("tasks").GetProperty("nodes").EnumerateArray().Single();

    private async Task<int> CountAsync(string list) => (await Admin.DataAsync($"{{ found: {list} {{ totalCount }} }}")).GetProperty("found").GetProperty("totalCount").GetInt32();

    private Task ApplyAsync(params string[] documents) => MetadataAsync(
        "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }", new { e = documents.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }).ToArray() });

    private async Task MetadataAsync(string query, object? variables)
    {
        using HttpResponseMessage response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(Admin.Http, "/metadata", new { query, variables });
        JsonElement answer = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<JsonElement>(response.Content);
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
    }
}
