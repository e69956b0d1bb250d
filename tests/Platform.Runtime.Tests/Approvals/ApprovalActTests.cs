using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Requests from submission to their end, on a database.</summary>
public sealed class ApprovalActTests(ApprovalWorld world) : IClassFixture<ApprovalWorld>
{
    [Fact]
    public async Task A_request_goes_through_its_steps_and_sets_the_fields_of_its_record()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync(("reviewer", world.Sue.UserId.ToString()));
        Assert.Equal("pending", await world.FieldAsync("deal", deal, "approval"));
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("finance:Fay finance:Finn reviewer:Sue", await world.AskedAsync(request));
        await world.ApproveAsync(world.Fay, request);
        await world.ApproveAsync(world.Sue, request);
        Assert.Equal("pending", await world.StatusAsync(request));
        await world.ApproveAsync(world.Finn, request);
        Assert.Equal("approved", await world.StatusAsync(request));
        Assert.Equal("approved", await world.FieldAsync("deal", deal, "approval"));
        Assert.Equal("220000.00", await world.FieldAsync("deal", deal, "total"));
    }

    [Fact]
    public void The_acts_are_in_the_schema_of_everyone()
    {
        string schema = Platform.GraphQL.Types.SchemaPrinter.Print(new RecordsSchema(world.Model, world.Sam.Permissions).Schema);
        Assert.Contains("submitDealForApproval(", schema, StringComparison.Ordinal);
        Assert.All(["approveApprovalTasks(", "addApprovalSigner(", "recallApprovalRequest("], name => Assert.Contains(name, schema, StringComparison.Ordinal));
        Assert.DoesNotContain("createApprovalTask(", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_delegates_in_somebody_elses_place()
    {
        (string Name, object? Value)[] fields =
            [("reason", "Away"), ("delegate", world.Mia.UserId.ToString()), ("startsAt", "2030-01-01T00:00:00Z"), ("endsAt", "2030-02-01T00:00:00Z")];
        (string, object?) fay = ("owner", world.Fay.UserId.ToString());
        WriteOutcome made = await world.DoAsync(world.Sam, "ApprovalDelegation", MutationKind.Create, ("input", ApprovalWorld.Input([.. fields, fay])));
        Assert.Equal(["RULE_BROKEN"], ApprovalWorld.Codes(made));
        Guid own = await world.CreateAsync(world.Sam, "ApprovalDelegation", fields);
        Assert.Equal(["RULE_BROKEN"], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "ApprovalDelegation", own, fay)));
    }

    [Fact]
    public async Task A_branch_whose_condition_does_not_hold_is_left_out()
    {
        (_, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("finance:Fay finance:Finn", await world.AskedAsync(request));
    }

    [Fact]
    public async Task One_rejection_ends_a_step_in_which_all_must_approve()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Finn, request, MutationKind.RejectTasks, ("comment", "no"))));
        Assert.Equal("rejected", await world.StatusAsync(request));
        Assert.Equal("rejected", await world.FieldAsync("deal", deal, "approval"));
        Assert.Equal(["APPROVAL_NOT_PENDING"], ApprovalWorld.Codes(await world.ActAsync(world.Fay, request, MutationKind.ApproveTasks)));
    }

    [Fact]
    public async Task A_second_submission_says_that_the_record_waits_already()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        WriteOutcome again = await world.DoAsync(world.Sam, "Deal", MutationKind.SubmitForApproval, ("id", deal.ToString()));
        Assert.Equal(["APPROVAL_PENDING"], ApprovalWorld.Codes(again));
        Assert.Equal("pending", await world.StatusAsync(request));
    }

    [Fact]
    public async Task Only_who_may_edit_a_record_submits_it()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "x"), ("amount", "200000"));
        WriteOutcome outcome = await world.DoAsync(world.Sue, "Deal", MutationKind.SubmitForApproval, ("id", deal.ToString()));
        Assert.Equal(["RECORD_NOT_FOUND"], ApprovalWorld.Codes(outcome));
    }

    [Fact]
    public async Task A_task_is_not_there_for_who_takes_no_part()
    {
        (_, Guid request) = await world.SubmitBigAsync();
        Guid task = await world.TaskAsync(world.Mia, request);
        WriteOutcome outcome = await world.DoAsync(world.Sue, "ApprovalTask", MutationKind.ApproveTasks, ("ids", new object?[] { task.ToString() }));
        Assert.Equal(["RECORD_NOT_FOUND"], ApprovalWorld.Codes(outcome));
    }

    [Fact]
    public async Task The_submitter_sees_the_task_but_cannot_decide_it()
    {
        (_, Guid request) = await world.SubmitBigAsync();
        Guid task = await world.TaskAsync(world.Mia, request);
        WriteOutcome outcome = await world.DoAsync(world.Sam, "ApprovalTask", MutationKind.ApproveTasks, ("ids", new object?[] { task.ToString() }));
        Assert.Equal(["APPROVAL_NOT_ASSIGNEE"], ApprovalWorld.Codes(outcome));
        Assert.Equal(GraphQLErrorCode.Forbidden, outcome.Refusal!.Code);
    }

    [Fact]
    public async Task The_submitter_chooses_approvers_where_the_flow_leaves_it_to_them()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "small"), ("amount", "5"));
        Dictionary<string, object?> choice = new() { ["step"] = "chosen", ["users"] = new object?[] { world.Aud.UserId.ToString() } };
        Guid request = await world.SubmitAsync(world.Sam, deal, ("approvers", new object?[] { choice }));
        Assert.Equal("chosen:Aud", await world.AskedAsync(request));
    }

    [Fact]
    public async Task The_fallback_is_asked_when_nobody_else_is_found()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "small"), ("amount", "5"));
        Assert.Equal("chosen:Max chosen:Mia", await world.AskedAsync(await world.SubmitAsync(world.Sam, deal)));
    }

    [Fact]
    public async Task A_step_that_finds_nobody_refuses_the_submission_and_leaves_nothing_behind()
    {
        Guid deal = await world.CreateAsync(world.Max, "Deal", ("name", "of the top"), ("amount", "200000"));
        WriteOutcome outcome = await world.DoAsync(world.Max, "Deal", MutationKind.SubmitForApproval, ("id", deal.ToString()));
        Assert.Equal(["APPROVAL_NO_APPROVER"], ApprovalWorld.Codes(outcome));
        Assert.Contains("Manager", outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from t_approvals.approval_request where record = $1", deal.ToString()));
        Assert.Null(await world.FieldAsync("deal", deal, "approval"));
    }

    [Fact]
    public async Task A_returned_request_is_submitted_again_and_keeps_its_trail()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.ReturnTask, ("comment", "more detail"))));
        Assert.Equal("returned", await world.StatusAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "Deal", deal, ("note", "detail"))));
        Assert.Equal(request, await world.SubmitAsync(world.Sam, deal));
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
        Assert.Equal(3, await world.ScalarAsync<long>("select count(*) from t_approvals.approval_entry where request_id = $1", request));
    }

    [Fact]
    public async Task A_request_can_be_recalled_until_somebody_has_acted()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", request.ToString()))));
        Assert.Equal("recalled", await world.StatusAsync(request));
        Assert.Equal(["APPROVAL_NOT_PENDING"], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.ApproveTasks)));
        request = await world.SubmitAsync(world.Sam, deal);
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal(["APPROVAL_TOO_LATE"], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", request.ToString()))));
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Ann, "ApprovalRequest", MutationKind.RecallRequest, ("id", request.ToString()))));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_is_told_that_it_is_decided()
    {
        for (int i = 0; i < 5; i++)
        {
            Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "small"), ("amount", "5"));
            Guid request = await world.SubmitAsync(world.Sam, deal);
            WriteOutcome[] outcomes = await Task.WhenAll(
                world.ActAsync(world.Mia, request, MutationKind.ApproveTasks), world.ActAsync(world.Max, request, MutationKind.RejectTasks));
            Assert.Single(outcomes, o => o.Refusal is null);
            Assert.Equal(["APPROVAL_NOT_PENDING"], outcomes.SelectMany(ApprovalWorld.Codes));
            Assert.Equal(outcomes[0].Refusal is null ? "approved" : "rejected", await world.StatusAsync(request));
        }
    }

    [Fact]
    public async Task Of_a_decision_and_a_recall_at_once_one_wins()
    {
        for (int i = 0; i < 5; i++)
        {
            (_, Guid request) = await world.SubmitBigAsync();
            WriteOutcome[] outcomes = await Task.WhenAll(
                world.ActAsync(world.Mia, request, MutationKind.ApproveTasks),
                world.DoAsync(world.Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", request.ToString())));
            Assert.Single(outcomes, o => o.Refusal is null);
        }
    }

    [Fact]
    public async Task Many_tasks_are_approved_at_once_wholly_or_each_for_itself()
    {
        (_, Guid first) = await world.SubmitBigAsync();
        (_, Guid second) = await world.SubmitBigAsync();
        object?[] ids = [(await world.TaskAsync(world.Mia, first)).ToString(), (await world.TaskAsync(world.Mia, second)).ToString()];
        await world.DoAsync(world.Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", second.ToString()));
        WriteOutcome whole = await world.DoAsync(world.Mia, "ApprovalTask", MutationKind.ApproveTasks, ("ids", ids));
        Assert.Equal(["APPROVAL_NOT_PENDING"], ApprovalWorld.Codes(whole));
        Assert.Equal("manager:Mia", await world.AskedAsync(first));
        WriteOutcome each = await world.DoAsync(world.Mia, "ApprovalTask", MutationKind.ApproveTasks, ("ids", ids), ("allOrNone", false));
        Assert.Equal(1, Assert.Single(each.Failures).Index);
        Assert.Equal("finance:Fay finance:Finn", await world.AskedAsync(first));
    }

    [Fact]
    public async Task A_standing_delegation_brings_the_task_to_the_delegate()
    {
        DateTime now = DateTime.UtcNow;
        Guid delegation = await world.CreateAsync(
            world.Mia, "ApprovalDelegation", ("reason", "holiday"), ("delegate", world.Aud.UserId.ToString()),
            ("startsAt", now.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)), ("endsAt", now.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        (_, Guid request) = await world.SubmitBigAsync();
        Assert.Equal("manager:Aud", await world.AskedAsync(request));
        Assert.Equal(world.Mia.UserId, await world.ScalarAsync<Guid>("select on_behalf_of_id from t_approvals.approval_task where request_id = $1", request));
        await world.DoAsync(world.Mia, "ApprovalDelegation", MutationKind.Delete, ("id", delegation.ToString()));
        (_, request) = await world.SubmitBigAsync();
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
    }

    [Fact]
    public async Task New_and_edited_records_are_submitted_by_themselves_when_the_condition_holds()
    {
        Guid trip = await world.CreateAsync(world.Sam, "Trip", ("name", "short"), ("days", 1));
        Assert.Null((await world.UpdateAsync(world.Sam, "Trip", trip, ("name", "still short"))).PendingApproval);
        Guid request = (await world.UpdateAsync(world.Sam, "Trip", trip, ("days", 5))).PendingApproval!.Value;
        Assert.Equal("line:Mia", await world.AskedAsync(request));
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("line:Max", await world.AskedAsync(request));
        WriteOutcome made = await world.DoAsync(world.Sam, "Trip", MutationKind.Create, ("input", ApprovalWorld.Input(("name", "long"), ("days", 9))));
        Assert.NotNull(made.PendingApproval);
    }

    [Fact]
    public async Task Delegating_adding_transferring_copying_and_reminding_change_who_is_asked()
    {
        (_, Guid request) = await world.SubmitBigAsync();
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.DelegateTask, ("to", world.Aud.UserId.ToString()))));
        Assert.Equal("manager:Aud", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Aud, request, MutationKind.RejectTasks, ("comment", "rather not"))));
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.TransferTask, ("to", world.Max.UserId.ToString()))));
        Assert.Equal("manager:Max", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Max, request, MutationKind.AddSigner, ("user", world.Sue.UserId.ToString()), ("after", true))));
        Assert.Equal("manager:Sue", await world.AskedAsync(request));
        Guid signer = await world.TaskAsync(world.Sue, request);
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Max, "ApprovalTask", MutationKind.RemoveSigner, ("id", signer.ToString()))));
        Assert.Equal("finance:Fay finance:Finn", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Max, request, MutationKind.TakeBackTask)));
        Assert.Equal("manager:Max", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "ApprovalRequest", MutationKind.RemindRequest, ("id", request.ToString()))));
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from t_approvals.approval_task where request_id = $1 and reminded_at is not null", request));
        WriteOutcome copied = await world.DoAsync(
            world.Sam, "ApprovalRequest", MutationKind.CopyRequest, ("id", request.ToString()), ("users", new object?[] { world.Finn.UserId.ToString() }));
        Assert.Equal([], ApprovalWorld.Codes(copied));
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Finn, "ApprovalRequest", MutationKind.CommentRequest, ("id", request.ToString()), ("comment", "seen"))));
    }
}
