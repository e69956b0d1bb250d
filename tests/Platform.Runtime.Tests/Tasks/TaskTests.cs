using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Runtime.Database;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tasks;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Tasks;

/// <summary>Tasks over real HTTP on a real host.</summary>
public sealed class TaskTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    private const string Create = "mutation($input: TaskCreate!) { createTask(input: $input) { record { id status assignee { id } owner { id } completedAt } } }";
    private const string Update = "mutation($id: ID!, $input: TaskUpdate!) { updateTask(id: $id, input: $input) { record { id status completedAt } } }";

    [Fact]
    public async Task A_task_without_assignee_is_its_creators_and_says_when_it_was_done()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        JsonElement task = await CreateAsync(client, new { subject = "Call" });
        Assert.Equal(user, task.GetProperty("assignee").GetProperty("id").GetGuid());
        JsonElement done = await UpdateAsync(client, Id(task), new { status = "done" });
        Assert.NotEqual(JsonValueKind.Null, done.GetProperty("completedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await UpdateAsync(client, Id(task), new { status = "open" })).GetProperty("completedAt").ValueKind);
    }

    [Fact]
    public async Task Assignee_and_owner_change_it_watchers_see_it_and_nobody_else_does()
    {
        (HttpClient owner, _, _) = await tenant.AddSellerAsync();
        (HttpClient assignee, _, Guid assigneeId) = await tenant.AddSellerAsync();
        (HttpClient watcher, _, Guid watcherId) = await tenant.AddSellerAsync();
        (HttpClient stranger, _, _) = await tenant.AddSellerAsync();
        string id = Id(await CreateAsync(owner, new { subject = "Together", assignee = assigneeId, watchers = new { set = new[] { watcherId } } }));
        foreach (HttpClient reader in new[] { owner, assignee, watcher }) Assert.True(await SeesAsync(reader, id));
        Assert.False(await SeesAsync(stranger, id));
        await UpdateAsync(assignee, id, new { status = "inProgress" });
        await UpdateAsync(owner, id, new { priority = "high" });
        Assert.Equal("FORBIDDEN", await CodeAsync(watcher, Update, new { id, input = new { status = "done" } }));
        Assert.Equal("NOT_FOUND", await CodeAsync(stranger, Update, new { id, input = new { status = "done" } }));
        Assert.Equal(["taskAssigned", "taskChanged"], await ToldAsync(assigneeId, id));
        Assert.Equal(["taskChanged", "taskChanged", "taskChanged"], await ToldAsync(watcherId, id));
    }

    [Fact]
    public async Task Whoever_reads_the_record_reads_its_tasks_and_none_is_about_a_record_that_one_cannot_read()
    {
        (HttpClient seller, _, Guid user) = await tenant.AddSellerAsync();
        (HttpClient other, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "mine" });
        string id = Id(await CreateAsync(tenant.Admin, new { subject = "About a deal", @object = "Deal", record = deal }));
        Assert.True(await SeesAsync(seller, id));
        Assert.False(await SeesAsync(other, id));
        Assert.Equal("REFERENCE_NOT_FOUND", await ProblemAsync(other, Create, new { input = new { subject = "Spying", @object = "Deal", record = deal } }));
        Assert.Equal("REFERENCE_NOT_FOUND", await ProblemAsync(other, Create, new { input = new { subject = "No object", @object = "Nothing", record = deal } }));
        Assert.Equal("REFERENCE_NOT_FOUND", await ProblemAsync(other, Create, new { input = new { subject = "Half", @object = "Deal" } }));
        await WatchedTenant.UpdateAsync(tenant.Admin, deal, new { owner = await AdminAsync() });
        Assert.False(await SeesAsync(seller, id));
        Assert.NotEqual(user, Guid.Empty);
    }

    [Fact]
    public async Task A_series_goes_on_once_however_often_and_by_however_many_it_is_done()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        (HttpClient assignee, _, Guid assigneeId) = await tenant.AddSellerAsync();
        string id = Id(await CreateAsync(client, new
        {
            subject = "Weekly",
            due = "2030-01-07T08:00:00Z",
            remindAt = "2030-01-07T07:30:00Z",
            recurrence = "FREQ=WEEKLY;COUNT=2",
            assignee = assigneeId,
            watchers = new { set = new[] { user } },
        }));
        await Task.WhenAll(new[] { client, assignee, client, assignee }.Select(c => UpdateAsync(c, id, new { status = "done" })));
        await UpdateAsync(client, id, new { status = "open" });
        await UpdateAsync(client, id, new { status = "done" });
        JsonElement next = (await SeriesAsync(client)).EnumerateArray().Single(t => t.GetProperty("previous").ValueKind != JsonValueKind.Null);
        Assert.Equal(("2030-01-14T08:00:00.000000Z", "2030-01-14T07:30:00.000000Z", "FREQ=WEEKLY;COUNT=1", "open"), (
            next.GetProperty("due").GetString(), next.GetProperty("remindAt").GetString(), next.GetProperty("recurrence").GetString(), next.GetProperty("status").GetString()));
        Assert.Equal(assigneeId, next.GetProperty("assignee").GetProperty("id").GetGuid());
        await UpdateAsync(assignee, Id(next), new { status = "done" });
        Assert.Equal(2, (await SeriesAsync(client)).GetArrayLength());
    }

    [Fact]
    public async Task At_most_fifty_people_watch_a_task()
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        string[] people = (await tenant.ScalarAsync<string>(
            $"with made as (insert into {state.Schema}.\"user\" (id, name, email, active, version, created_at, updated_at) select gen_random_uuid(), 'Watcher', 'w' || n || '@example.com', true, 1, now(), now() from generate_series(1, 51) n returning id) select string_agg(id::text, ',') from made"))
            .Split(',');
        string id = Id(await CreateAsync(tenant.Admin, new { subject = "Crowded", watchers = new { set = people[..50] } }));
        Assert.Equal("TOO_MANY_WATCHERS", await ProblemAsync(tenant.Admin, Update, new { id, input = new { watchers = new { add = people[50..] } } }));
        Assert.Equal("TOO_MANY_WATCHERS", await ProblemAsync(tenant.Admin, Create, new { input = new { subject = "Crowd", watchers = new { set = people } } }));
        Assert.Equal(50L, await tenant.ScalarAsync<long>($"select count(*) from {state.Schema}.notification where record = '{id}'"));
    }

    [Fact]
    public async Task One_request_sends_at_most_five_thousand_notifications()
    {
        (_, _, Guid assignee) = await tenant.AddSellerAsync();
        object Many(int count) => new { inputs = Enumerable.Range(0, count).Select(i => new { subject = $"bulk {count} {i}", assignee }) };
        const string CreateMany = "mutation($inputs: [TaskCreate!]!) { createTasks(inputs: $inputs) { affected } }";
        Assert.Equal("LIMIT_EXCEEDED", await CodeAsync(tenant.Admin, CreateMany, Many(NotificationStore.MostOfWrite + 1)));
        Assert.Equal(NotificationStore.MostOfWrite, (await WatchedTenant.MutateAsync(tenant.Admin, CreateMany, Many(NotificationStore.MostOfWrite))).GetProperty("createTasks").GetProperty("affected").GetInt32());
        Assert.Equal(0, (await WatchedTenant.MutateAsync(tenant.Admin, "{ tasks(filter: { subject: { eq: \"bulk 5001 0\" } }) { nodes { id } } }")).GetProperty("tasks").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task A_rule_that_is_none_and_a_series_without_due_time_are_refused()
    {
        Assert.Equal("PATTERN_MISMATCH", await ProblemAsync(tenant.Admin, Create, new { input = new { subject = "x", due = "2030-01-01T00:00:00Z", recurrence = "FREQ=SOMETIMES" } }));
        Assert.Equal("PATTERN_MISMATCH", await ProblemAsync(tenant.Admin, Create, new { input = new { subject = "x", due = "2030-01-01T00:00:00Z", recurrence = "FREQ=DAILY;UNTIL=20309999" } }));
        Assert.Equal("RULE_BROKEN", await ProblemAsync(tenant.Admin, Create, new { input = new { subject = "x", recurrence = "FREQ=DAILY" } }));
    }

    [Fact]
    public async Task Reminder_and_due_time_are_told_once_and_not_of_what_was_done_or_moved()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        SetTime time = new(new DateTimeOffset(2031, 3, 30, 0, 0, 0, TimeSpan.Zero));
        string told = Id(await CreateAsync(client, new { subject = "told", due = "2031-03-30T10:00:00Z", remindAt = "2031-03-30T09:00:00Z" }));
        string done = Id(await CreateAsync(client, new { subject = "done", due = "2031-03-30T10:00:00Z" }));
        string moved = Id(await CreateAsync(client, new { subject = "moved", due = "2031-03-30T10:00:00Z" }));
        await UpdateAsync(client, done, new { status = "done" });
        await UpdateAsync(client, moved, new { due = "2031-04-30T10:00:00Z" });
        TimerService[] nodes = [Node(time), Node(time)];
        time.Pass(TimeSpan.FromHours(9));
        await Task.WhenAll(nodes.Select(n => n.SweepAsync(CancellationToken.None)));
        Assert.Equal(["taskDue"], await ToldAsync(user, told));
        time.Pass(TimeSpan.FromHours(2));
        await Task.WhenAll(nodes.Select(n => n.SweepAsync(CancellationToken.None)));
        Assert.Equal(["taskDue", "taskDue"], await ToldAsync(user, told));
        Assert.Empty(await ToldAsync(user, done));
        Assert.Empty(await ToldAsync(user, moved));
    }

    private TimerService Node(TimeProvider time)
    {
        IServiceProvider services = tenant.Host.Services;
        TaskTimers Handler(string topic) => new(
            topic, services.GetRequiredService<TenantModels>(), services.GetRequiredService<RecordConnections>(), services.GetRequiredService<CommitBell>(), time);
        return new TimerService(
            services.GetRequiredService<TimerStore>(), [Handler(TaskTimers.DueTopic), Handler(TaskTimers.ReminderTopic)], new TimerOptions(), time, NullLogger<TimerService>.Instance);
    }

    private static async Task<JsonElement> SeriesAsync(HttpClient client) => (await WatchedTenant.MutateAsync(
        client, "{ tasks(filter: { subject: { eq: \"Weekly\" } }, orderBy: [{ due: ASC }]) { nodes { id due remindAt recurrence status previous { id } assignee { id } } } }"))
        .GetProperty("tasks").GetProperty("nodes");

    private async Task<List<string>> ToldAsync(Guid user, string record)
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        string told = await tenant.ScalarAsync<string>($"select coalesce(string_agg(type, ' ' order by id), '') from {state.Schema}.notification where owner_id = '{user}' and record = '{record}'");
        return [.. told.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private async Task<Guid> AdminAsync()
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        return await tenant.ScalarAsync<Guid>($"select id from {state.Schema}.\"user\" where name = 'Administrator'");
    }

    private static async Task<JsonElement> CreateAsync(HttpClient client, object input) =>
        (await WatchedTenant.MutateAsync(client, Create, new { input })).GetProperty("createTask").GetProperty("record");

    private static async Task<JsonElement> UpdateAsync(HttpClient client, string id, object input) =>
        (await WatchedTenant.MutateAsync(client, Update, new { id, input })).GetProperty("updateTask").GetProperty("record");

    private static async Task<bool> SeesAsync(HttpClient client, string id) =>
        (await WatchedTenant.MutateAsync(client, $"{{ task(id: \"{id}\") {{ id }} }}")).GetProperty("task").ValueKind != JsonValueKind.Null;

    private static async Task<string?> CodeAsync(HttpClient client, string query, object variables) =>
        (await ErrorAsync(client, query, variables)).GetProperty("code").GetString();

    private static async Task<string?> ProblemAsync(HttpClient client, string query, object variables) =>
        (await ErrorAsync(client, query, variables)).GetProperty("problems")[0].GetProperty("code").GetString();

    private static async Task<JsonElement> ErrorAsync(HttpClient client, string query, object variables)
    {
        using HttpResponseMessage response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(client, "/graphql", new { query, variables });
        JsonElement body = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<JsonElement>(response.Content);
        return body.GetProperty("errors")[0].GetProperty("extensions");
    }

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}
