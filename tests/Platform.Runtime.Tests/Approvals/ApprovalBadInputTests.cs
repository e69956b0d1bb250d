using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>People who are gone, managers in a circle, acts that come too late: each has its answer, and nothing is lost.</summary>
public sealed class ApprovalBadInputTests(PostgresServer server) : ApprovalWorld(server)
{
    [Fact]
    public async Task A_task_of_somebody_who_left_is_handed_on_by_an_administrator()
    {
        (_, Guid request) = await SubmitBigAsync();
        await ExecuteAsync("update t_approvals.\"user\" set active = false where id = $1", Mia.UserId);
        Assert.Equal("manager:Mia", await AskedAsync(request));
        string task = (await TaskAsync(Mia, request)).ToString();
        Assert.Equal(["APPROVAL_NOT_ASSIGNEE"], Codes(await DoAsync(Sam, "ApprovalTask", MutationKind.TransferTask, ("id", task), ("to", Max.UserId.ToString()))));
        Assert.Equal([], Codes(await DoAsync(Ann, "ApprovalTask", MutationKind.TransferTask, ("id", task), ("to", Max.UserId.ToString()))));
        await ApproveAsync(Max, request);
        Assert.Equal("finance:Fay finance:Finn", await AskedAsync(request));
    }

    [Fact]
    public async Task An_answer_that_would_lead_to_a_role_of_which_everybody_has_left_is_refused_and_can_be_given_later()
    {
        (Guid deal, Guid request) = await SubmitBigAsync();
        await ExecuteAsync("update t_approvals.\"user\" set active = false where id = any($1)", new[] { Fay.UserId, Finn.UserId });
        WriteOutcome refused = await ActAsync(Mia, request, MutationKind.ApproveTasks, ("comment", "fine"));
        Assert.Equal(["APPROVAL_NO_APPROVER"], Codes(refused));
        Assert.Contains("Finance", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("manager:Mia", await AskedAsync(request));
        Assert.Equal(1, await ScalarAsync<int>("select trail_length from t_approvals.approval_request where id = $1", request));
        Assert.Equal("pending", await FieldAsync("deal", deal, "approval"));
        await ExecuteAsync("update t_approvals.\"user\" set active = true where id = $1", Finn.UserId);
        await ApproveAsync(Mia, request);
        Assert.Equal("finance:Finn", await AskedAsync(request));
    }

    [Fact]
    public async Task A_task_is_not_handed_to_somebody_who_left()
    {
        (_, Guid request) = await SubmitBigAsync();
        await ExecuteAsync("update t_approvals.\"user\" set active = false where id = $1", Max.UserId);
        Assert.Equal(["APPROVAL_USER_REFUSED"], Codes(await ActAsync(Mia, request, MutationKind.TransferTask, ("to", Max.UserId.ToString()))));
        Assert.Equal(["APPROVAL_USER_REFUSED"], Codes(await ActAsync(Mia, request, MutationKind.TransferTask, ("to", Guid.NewGuid().ToString()))));
        Assert.Equal("manager:Mia", await AskedAsync(request));
    }

    [Fact]
    public async Task Of_managers_in_a_circle_each_is_asked_once_and_nobody_decides_for_themselves()
    {
        await ExecuteAsync("update t_approvals.\"user\" set manager_id = $2 where id = $1", Mia.UserId, Sam.UserId);
        Guid trip = await CreateAsync(Sam, "Trip", ("name", "Round"), ("days", 5));
        Guid request = await ScalarAsync<Guid>("select id from t_approvals.approval_request where record = $1", trip.ToString());
        Assert.Equal("line:Mia", await AskedAsync(request));
        await ApproveAsync(Mia, request);
        Assert.Equal("approved", await StatusAsync(request));
    }

    [Fact]
    public async Task A_decision_on_a_request_that_was_recalled_is_refused_and_changes_nothing()
    {
        (Guid deal, Guid request) = await SubmitBigAsync();
        Assert.Equal([], Codes(await DoAsync(Sam, "ApprovalRequest", MutationKind.RecallRequest, ("id", request.ToString()))));
        Assert.Equal(["APPROVAL_NOT_PENDING"], Codes(await ActAsync(Mia, request, MutationKind.ApproveTasks)));
        Assert.Equal(["APPROVAL_NOT_PENDING"], Codes(await ActAsync(Mia, request, MutationKind.RejectTasks)));
        Assert.Equal("recalled", await StatusAsync(request));
        Assert.Equal(string.Empty, await FieldAsync("deal", deal, "approval") ?? string.Empty);
        Assert.Equal([], Codes(await UpdateAsync(Sam, "Deal", deal, ("note", "free again"))));
    }

    [Fact]
    public async Task A_request_goes_by_the_flow_that_it_carries_whatever_the_documents_say_now()
    {
        (_, Guid request) = await SubmitBigAsync();
        // What the documents say now does not matter: the request has its own.
        string definition = (await ScalarAsync<string>("select definition::text from t_approvals.approval_request where id = $1", request)).Replace("\"all\"", "\"any\"", StringComparison.Ordinal);
        await ExecuteAsync("update t_approvals.approval_request set definition = $2::jsonb where id = $1", request, definition);
        await ApproveAsync(Mia, request);
        await ApproveAsync(Fay, request);
        Assert.Equal("approved", await StatusAsync(request));
    }
}
