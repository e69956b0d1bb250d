using Platform.GraphQL.Schema;
using Platform.Runtime.Approvals;
using Platform.Runtime.Timers;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Time limits of approval steps against the database, under a clock that the test sets. The calendar is Shanghai's: nine to twelve, and half past one to six.</summary>
public sealed class ApprovalTimeTests(PostgresServer server) : TimedWorld(server)
{
    [Fact]
    public async Task Reminders_come_in_working_hours_and_each_once()
    {
        Guid request = await SubmitTimedAsync();
        Assert.Equal(Monday.AddHours(2).UtcDateTime, await DueAsync(request));
        Assert.Equal(0, await SweepAsync());
        Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        Assert.Equal("remind", await TrailAsync(request));

        // One hour before noon, and one after: half past two.
        Assert.Equal(Monday.AddHours(5.5).UtcDateTime, await DueAsync(request));
    }

    [Fact]
    public async Task Of_reminders_that_fell_due_while_no_node_ran_one_is_given()
    {
        Guid request = await SubmitTimedAsync();
        Clock.Pass(TimeSpan.FromHours(8));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal("remind", await TrailAsync(request));
    }

    [Fact]
    public async Task Nobody_answers_and_the_manager_is_asked_then_the_step_is_rejected()
    {
        Guid request = await SubmitTimedAsync();
        Clock.Pass(TimeSpan.FromDays(1));
        await SweepAsync();
        Assert.Equal("slow:Max", await AskedAsync(request));
        Assert.Equal("remind escalate", await TrailAsync(request));
        Assert.Equal(["APPROVAL_NOT_ASSIGNEE"], Codes(await DoAsync(Sam, "ApprovalTask", MutationKind.ApproveTasks, ("ids", new object?[] { (await TaskAsync(Max, request)).ToString() }))));
        Clock.Pass(TimeSpan.FromDays(1));
        await SweepAsync();
        Assert.Equal("rejected", await StatusAsync(request));
        Assert.Equal("remind escalate rejectByTime", await TrailAsync(request));
        Assert.Null(await DueAsync(request));
        Assert.True(await ScalarAsync<bool>("select by_id is null from t_approvals.approval_entry where request_id = $1 and act = 'rejectByTime'", request));
    }

    [Fact]
    public async Task A_step_that_is_approved_by_time_goes_on_and_sets_what_the_flow_sets()
    {
        Guid trip = await CreateAsync(Sam, "Trip", ("name", "Far"), ("days", 20));
        Guid request = await ScalarAsync<Guid>("select id from t_approvals.approval_request where record = $1", trip.ToString());
        Assert.Equal("silent:Mia", await AskedAsync(request));
        Clock.Pass(TimeSpan.FromMinutes(30));
        await SweepAsync();
        Assert.Equal("approved", await StatusAsync(request));
        Assert.Equal("agreed", await FieldAsync("trip", trip, "note"));
    }

    [Fact]
    public async Task An_answer_ends_the_time_of_its_step()
    {
        Guid request = await SubmitTimedAsync();
        await ApproveAsync(Mia, request);
        Assert.Null(await DueAsync(request));
        Clock.Pass(TimeSpan.FromDays(9));
        Assert.Equal(0, await SweepAsync());
        Assert.Equal("approved", await StatusAsync(request));
    }

    [Fact]
    public async Task A_clock_that_goes_back_reminds_nobody_twice()
    {
        Guid request = await SubmitTimedAsync();
        Clock.Pass(TimeSpan.FromHours(2));
        await SweepAsync();
        Clock.Pass(TimeSpan.FromHours(-2));
        Assert.Equal(0, await SweepAsync());
        Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(0, await SweepAsync());
        Assert.Equal("remind", await TrailAsync(request));
    }

    [Fact]
    public async Task Two_nodes_that_handle_the_same_timer_do_it_once()
    {
        Guid request = await SubmitTimedAsync();
        Clock.Pass(TimeSpan.FromHours(2));
        TimerOptions options = new();
        DueTimer first = Assert.Single((await Store.ClaimAsync([ApprovalTimers.Topic], [], Clock.GetUtcNow().UtcDateTime, options, TestContext.Current.CancellationToken)).Due);
        Clock.Pass(options.Lease);
        DueTimer second = Assert.Single((await Store.ClaimAsync([ApprovalTimers.Topic], [], Clock.GetUtcNow().UtcDateTime, options, TestContext.Current.CancellationToken)).Due);
        await Task.WhenAll(FireAsync(first), FireAsync(second), FireAsync(first), FireAsync(second));
        Assert.Equal("remind", await TrailAsync(request));
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from platform.timers where topic = 'approval'"));
    }

    [Fact]
    public async Task An_answer_and_a_time_limit_at_once_come_one_after_the_other()
    {
        for (int i = 0; i < 10; i++)
        {
            Guid request = await SubmitTimedAsync();
            Clock.Pass(TimeSpan.FromDays(4));
            await Task.WhenAll(ActAsync(Mia, request, MutationKind.ApproveTasks), SweepAsync());
            string status = await StatusAsync(request), trail = await TrailAsync(request);
            Assert.True((status, trail) is ("approved", "approve complete") or ("rejected", "remind escalate rejectByTime"), $"{status}: {trail}");
        }
    }

    [Fact]
    public async Task The_trail_of_a_request_that_time_acted_upon_is_whole()
    {
        await SubmitTimedAsync();
        Clock.Pass(TimeSpan.FromDays(3));
        await SweepAsync();
        await using Npgsql.NpgsqlConnection connection = await DataSource.OpenConnectionAsync();
        TrailVerification found = await TrailVerification.RunAsync(connection, Model, "t_approvals", TestContext.Current.CancellationToken);
        Assert.Empty(found.Broken);
        Assert.True(found.Entries >= 4);
    }

    private async Task<Guid> SubmitTimedAsync()
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Slow"), ("amount", "7"));
        return await SubmitAsync(Sam, deal, ("flow", "slow"));
    }

    private async Task<DateTime?> DueAsync(Guid request) => await ScalarAsync<DateTime?>("select due_at from platform.timers where topic = 'approval' and key = $1", request.ToString("D"));

    /// <summary>What came after the submission.</summary>
    private Task<string> TrailAsync(Guid request) =>
        ScalarAsync<string>("select coalesce(string_agg(act, ' ' order by sequence), '') from t_approvals.approval_entry where request_id = $1 and act <> 'submit'", request);
}
