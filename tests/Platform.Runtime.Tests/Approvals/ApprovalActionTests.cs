using Platform.GraphQL.Schema;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>What a flow does at the turns of a request beside setting fields.</summary>
public sealed class ApprovalActionTests(PostgresServer server) : TimedWorld(server)
{
    [Fact]
    public async Task Whoever_submits_gets_what_submission_and_approval_bring_about_and_the_record_says_who()
    {
        (Guid deal, Guid request) = await SubmitActingAsync("Fine");
        Assert.Equal("Submitted Fine", await TasksAsync(deal));
        await ApproveAsync(Mia, request);
        Assert.Equal("Approved Fine by agreed, Submitted Fine", await TasksAsync(deal));
        Assert.Equal(Sue.UserId, await ScalarAsync<Guid>("select assignee_id from t_approvals.task where record = $1 and subject like 'Approved%'", deal.ToString()));
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from t_approvals.notification where record = $1 and type = 'process' and owner_id = $2", deal.ToString(), Fay.UserId));
    }

    [Fact]
    public async Task Rejection_return_and_recall_each_do_their_own()
    {
        (Guid rejected, Guid first) = await SubmitActingAsync("A");
        Assert.Equal([], Codes(await ActAsync(Mia, first, MutationKind.RejectTasks)));
        Assert.Equal("Rejected A, Submitted A", await TasksAsync(rejected));
        (Guid returned, Guid second) = await SubmitActingAsync("B");
        Assert.Equal([], Codes(await ActAsync(Mia, second, MutationKind.ReturnTask)));
        Assert.Equal("Returned B, Submitted B", await TasksAsync(returned));
        (Guid recalled, Guid third) = await SubmitActingAsync("C");
        Assert.Equal([], Codes(await DoAsync(Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", third.ToString()))));
        Assert.Equal("Recalled C, Submitted C", await TasksAsync(recalled));
    }

    [Fact]
    public async Task What_time_decides_brings_about_both_what_it_is_and_what_it_comes_to()
    {
        (Guid deal, _) = await SubmitActingAsync("Late");
        Clock.Pass(TimeSpan.FromMinutes(60));
        await SweepAsync();
        Assert.Equal("Rejected Late, Submitted Late, Timed out Late", await TasksAsync(deal));
    }

    [Fact]
    public async Task An_action_that_starts_its_own_flow_ends_with_a_clear_refusal_and_nothing_is_written()
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Endless"), ("amount", "11"));
        Assert.Equal(["ACTION_LOOP"], Codes(await DoAsync(Sam, "Deal", MutationKind.SubmitForApproval, ("id", deal.ToString()))));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from t_approvals.approval_request where record = $1", deal.ToString()));
    }

    [Fact]
    public async Task An_action_whose_condition_does_not_hold_is_left_out_and_what_is_refused_leaves_no_task()
    {
        (Guid deal, Guid request) = await SubmitActingAsync("Quiet");
        Assert.Equal(["APPROVAL_NOT_ASSIGNEE"], Codes(await DoAsync(Max, "ApprovalTask", MutationKind.ApproveTasks, ("ids", new object?[] { (await TaskAsync(Mia, request)).ToString() }))));
        await ApproveAsync(Mia, request);
        Assert.Equal("Submitted Quiet", await TasksAsync(deal));
    }

    private async Task<(Guid Deal, Guid Request)> SubmitActingAsync(string name)
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", name), ("amount", "9"), ("reviewer", Sue.UserId.ToString()));
        return (deal, await SubmitAsync(Sam, deal));
    }

    private Task<string> TasksAsync(Guid deal) => ScalarAsync<string>("select string_agg(subject, ', ' order by subject) from t_approvals.task where object = 'Deal' and record = $1", deal.ToString());
}
