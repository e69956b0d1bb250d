using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Statements;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>What has to be done in a stage before a record goes on.</summary>
public sealed class StageTaskTests(SellingTenant tenant) : IClassFixture<SellingTenant>, IAsyncLifetime
{
    private const string Visit =
        """
        {"kind":"object","name":"Visit","label":"Visit","pluralLabel":"Visits","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"big","label":"Big","type":"checkbox"},
          {"name":"stage","label":"Stage","type":"picklist","values":[
            {"value":"plan","label":{"en":"Plan","zh-CN":"计划"}},{"value":"meet","label":"Meet"},{"value":"done","label":"Done"},{"value":"lost","label":"Lost"}]},
          {"name":"reason","label":"Reason","type":"picklist","values":[{"value":"good","label":"Good"}]}]}
        """;

    private const string Visiting =
        """
        {"kind":"pipeline","name":"visiting","label":"Visiting","object":"Visit","field":"stage","reopenedBy":["administrator"],"stages":[
          {"value":"plan","tasks":[
            {"name":"call","label":{"en":"Call {them}","zh-CN":"致电客户"}},
            {"name":"route","label":{"en":"Plan the route","zh-CN":"规划路线"},"when":"record.big","task":{"subject":"Route of {record.name}","priority":"high"}}]},
          {"value":"meet"},
          {"value":"done","kind":"won","reason":"reason"},{"value":"lost","kind":"lost","reason":"reason"}]}
        """;

    private Api Admin => tenant.Admin;

    public async ValueTask InitializeAsync()
    {
        if (await tenant.ScalarAsync("SELECT to_regclass('t_default.visit')::text") is not DBNull and not null) return;
        Assert.IsType<Published>(await tenant.PutAsync([], Visit, Visiting));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Tasks_are_made_on_entering_and_the_record_goes_on_when_all_are_done()
    {
        string visit = await CreateAsync("Ada", big: true);
        Assert.Equal("Call {them}, Route of Ada", await SubjectsAsync(visit));
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync(Advance(visit, "meet")));
        await SetAsync(visit, "Call {them}", "done");
        JsonElement missing = (await MissingAsync(visit)).EnumerateArray().Single();
        Assert.Equal("STAGE_TASK_REQUIRED “Plan the route” has to be done in the stage “Plan”.", $"{missing.GetProperty("code").GetString()} {missing.GetProperty("message").GetString()}");
        Assert.Equal(await TaskAsync(visit, "Route of Ada"), missing.GetProperty("task").GetString());
        await SetAsync(visit, "Route of Ada", "done");
        Assert.Empty((await MissingAsync(visit)).EnumerateArray());
        await Admin.DataAsync(Advance(visit, "meet"));
    }

    [Fact]
    public async Task A_refusal_names_every_task_that_is_not_done_and_holds_on_every_way_of_writing()
    {
        string visit = await CreateAsync("Every", big: true);
        JsonElement answer = await Admin.PostAsync($$"""mutation { updateVisit(id: "{{visit}}", input: {stage: "done", reason: "good"}) { record { id } } }""");
        Assert.Equal(
            ["“Call {them}” has to be done in the stage “Plan”.", "“Plan the route” has to be done in the stage “Plan”."],
            answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("message").GetString()!));
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync($$"""mutation { updateVisits(filter: {id: {eq: "{{visit}}"} }, input: {stage: "meet"}) { affected } }"""));
    }

    [Fact]
    public async Task A_condition_is_asked_when_the_record_enters()
    {
        string visit = await CreateAsync("Small", big: false);
        Assert.Equal("Call {them}", await SubjectsAsync(visit));
        await Admin.DataAsync($$"""mutation { updateVisit(id: "{{visit}}", input: {big: true}) { record { id } } }""");
        await SetAsync(visit, "Call {them}", "done");
        await Admin.DataAsync(Advance(visit, "meet"));
    }

    [Fact]
    public async Task Neither_canceling_nor_deleting_is_doing()
    {
        string visit = await CreateAsync("Lazy", big: false), task = await TaskAsync(visit, "Call {them}");
        await SetAsync(visit, "Call {them}", "canceled");
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync(Advance(visit, "meet")));
        await Admin.DataAsync($$"""mutation { deleteTask(id: "{{task}}") { record { id } } }""");
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync(Advance(visit, "meet")));
        Assert.Equal(task, (await MissingAsync(visit)).EnumerateArray().Single().GetProperty("task").GetString());
        await Admin.DataAsync($$"""mutation { restoreTask(id: "{{task}}") { record { id } } }""");
        await SetAsync(visit, "Call {them}", "done");
        await Admin.DataAsync(Advance(visit, "meet"));
    }

    [Fact]
    public async Task A_task_that_a_stage_made_stays_with_its_record()
    {
        string visit = await CreateAsync("Here", big: false), other = await CreateAsync("There", big: true), task = await TaskAsync(visit, "Call {them}");
        Assert.Equal("VALIDATION_FAILED FIELD_FIXED", await Admin.ErrorAsync($$"""mutation { updateTask(id: "{{task}}", input: {record: "{{other}}"}) { record { id } } }"""));
        Assert.Equal("VALIDATION_FAILED FIELD_FIXED", await Admin.ErrorAsync($$"""mutation { updateTask(id: "{{task}}", input: {object: null, record: null}) { record { id } } }"""));
        await Admin.DataAsync($$"""mutation { updateTask(id: "{{task}}", input: {object: "Visit", record: "{{visit}}", priority: "high"}) { record { id } } }""");
        await SetAsync(visit, "Call {them}", "done");
        await Admin.DataAsync(Advance(visit, "meet"));
    }

    [Fact]
    public async Task Tasks_of_stages_are_found_by_an_index_by_writes_and_by_readers_in_the_recycle_bin_too()
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.Tenant, CancellationToken.None))!;
        StatementTemplate written = StageTasks.Statement(RecordLayout.Of(state.Model.Object("Task")), state.Schema);
        await using NpgsqlConnection connection = await tenant.Host.Database.DataSource.OpenConnectionAsync();
        // With so few rows every plan is a scan; with scans out of the way, it is the index if it can be.
        await using (NpgsqlCommand off = new("SET enable_seqscan = off; SET enable_bitmapscan = off", connection)) await off.ExecuteNonQueryAsync();
        await using NpgsqlCommand write = new("EXPLAIN " + written.Text, connection) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = ["stage:a", "stage:b"] } } };
        Assert.Matches(@"Index (Only )?Scan using ax_task_source .*\n.*Index Cond: \(source = ANY", await PlanAsync(write));
        RecordsSchema schema = new(state.Model, PermissionCompiler.Compile(state.Model, ["administrator"]));
        DocumentNode document = Parser.Parse("{ visits(first: 10) { nodes { _pipeline { missing { code task } } } } }").Value!;
        Dictionary<string, object?> none = [];
        QueryPlan plan = new OperationPlanner(schema, document, none).PlanQuery(document.Definitions.OfType<OperationDefinitionNode>().Single(), _ => "", state.Schema)!;
        BoundStatement bound = LoweredStatement.OfQuery(plan, schema, state.Schema).Bind(new BindingContext { Variables = none, UserId = Guid.CreateVersion7() });
        await using NpgsqlCommand read = StatementCommand.Create(connection, bound with { Text = "EXPLAIN " + bound.Text });
        Assert.Matches(@"Index Scan using ax_task_source .*\n.*Index Cond: \(source = concat", await PlanAsync(read));
    }

    [Fact]
    public async Task A_record_that_comes_again_has_its_task_once_and_what_is_done_stays_done()
    {
        string visit = await CreateAsync("Again", big: false);
        await SetAsync(visit, "Call {them}", "done");
        await Admin.DataAsync(Advance(visit, "meet"));
        await Admin.DataAsync(Advance(visit, "plan"));
        Assert.Equal("Call {them}", await SubjectsAsync(visit));
        await Admin.DataAsync(Advance(visit, "meet"));
        await Admin.DataAsync(Advance(visit, "plan"));
        await SetAsync(visit, "Call {them}", "open");
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync(Advance(visit, "meet")));
    }

    [Fact]
    public async Task Whoever_loses_may_leave_things_undone_and_they_wait_when_the_record_is_reopened()
    {
        string visit = await CreateAsync("Lost", big: false);
        await Admin.DataAsync($$"""mutation { advanceVisit(id: "{{visit}}", to: "lost", input: {reason: "good"}) { record { id } } }""");
        await Admin.DataAsync(Advance(visit, "plan"));
        Assert.Equal("GATE_NOT_MET STAGE_TASK_REQUIRED", await Admin.ErrorAsync(Advance(visit, "meet")));
        await SetAsync(visit, "Call {them}", "done");
        await Admin.DataAsync(Advance(visit, "meet"));
    }

    private static async Task<string> PlanAsync(NpgsqlCommand explain)
    {
        await using NpgsqlDataReader reader = await explain.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static string Advance(string visit, string to) => $$"""mutation { advanceVisit(id: "{{visit}}", to: "{{to}}") { record { stage } } }""";

    private Task<string> CreateAsync(string name, bool big) => Admin.CreateAsync("Visit", $"name: \"{name}\", big: {(big ? "true" : "false")}");

    private async Task<string> SubjectsAsync(string visit) => (string)(await tenant.ScalarAsync($"SELECT string_agg(subject, ', ' ORDER BY subject) FROM t_default.task WHERE record = '{visit}'"))!;

    private async Task<string> TaskAsync(string visit, string subject) => (string)(await tenant.ScalarAsync($"SELECT id::text FROM t_default.task WHERE record = '{visit}' AND subject = '{subject}'"))!;

    private async Task SetAsync(string visit, string subject, string status) =>
        await Admin.DataAsync($$"""mutation { updateTask(id: "{{await TaskAsync(visit, subject)}}", input: {status: "{{status}}"}) { record { id } } }""");

    private async Task<JsonElement> MissingAsync(string visit)
    {
        JsonElement pipeline = (await Admin.DataAsync($$"""{ visit(id: "{{visit}}") { _pipeline { missing { code task } next { stage missing { code task message } } } } }""")).GetProperty("visit").GetProperty("_pipeline");
        JsonElement onward = pipeline.GetProperty("next").EnumerateArray().First(s => s.GetProperty("stage").GetString() == "meet").GetProperty("missing");
        Assert.Equal(onward.EnumerateArray().Select(m => m.GetProperty("task").GetString()), pipeline.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("task").GetString()));
        return onward;
    }
}
