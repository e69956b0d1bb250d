using Platform.GraphQL.Schema;
using Xunit;
using static Platform.Runtime.Tests.Approvals.ApprovalWorld;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Flows within flows, branches within branches, and deletions that wait for approval.</summary>
public sealed class NestedFlowTests(ApprovalWorld world) : IClassFixture<ApprovalWorld>
{
    [Fact]
    public async Task A_step_goes_through_another_flow_whose_condition_holds_and_branches_join_within_branches()
    {
        Guid request = await SubmitAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("legalCounsel:Aud", await world.AskedAsync(request));
        await world.ApproveAsync(world.Aud, request);
        Assert.Equal("aud:Aud fin:Fay fin:Finn rev:Sue", await world.AskedAsync(request));
        await world.ApproveAsync(world.Fay, request);
        await world.ApproveAsync(world.Aud, request);
        Assert.Equal("fin:Finn rev:Sue", await world.AskedAsync(request));
        await world.ApproveAsync(world.Finn, request);
        Assert.Equal("boss:Max boss:Mia rev:Sue", await world.AskedAsync(request));
        await world.ApproveAsync(world.Max, request);
        Assert.Equal("rev:Sue", await world.AskedAsync(request));
        await world.ApproveAsync(world.Sue, request);
        Assert.Equal("approved", await world.StatusAsync(request));
    }

    [Fact]
    public async Task What_is_rejected_in_a_flow_within_another_is_rejected()
    {
        Guid request = await SubmitAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal([], Codes(await world.ActAsync(world.Aud, request, MutationKind.RejectTasks)));
        Assert.Equal("rejected", await world.StatusAsync(request));
        Assert.Equal("Counsel", await world.ScalarAsync<string>("select step_label->>'en' from t_approvals.approval_task where request_id = $1 and step = 'legalCounsel'", request));
    }

    [Fact]
    public async Task A_request_goes_back_out_of_branches_within_branches_and_only_to_steps_before_them()
    {
        Guid request = await SubmitAsync();
        await world.ApproveAsync(world.Mia, request);
        await world.ApproveAsync(world.Aud, request);
        await world.ApproveAsync(world.Sue, request);
        await world.ApproveAsync(world.Fay, request);
        Assert.Equal(["APPROVAL_STEP_REFUSED"], Codes(await world.ActAsync(world.Finn, request, MutationKind.ReturnTask, ("to", "rev"))));
        Assert.Equal(["APPROVAL_STEP_REFUSED"], Codes(await world.ActAsync(world.Finn, request, MutationKind.ReturnTask, ("to", "legalCounsel"))));
        Assert.Equal([], Codes(await world.ActAsync(world.Finn, request, MutationKind.ReturnTask, ("to", "first"))));
        Assert.Equal("first:Mia", await world.AskedAsync(request));
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("legalCounsel:Aud", await world.AskedAsync(request));
        await world.ApproveAsync(world.Aud, request);
        Assert.Equal("aud:Aud fin:Fay fin:Finn rev:Sue", await world.AskedAsync(request));
    }

    [Fact]
    public async Task A_deletion_waits_for_approval_and_the_record_is_locked_meanwhile()
    {
        Guid trip = await world.CreateAsync(world.Sam, "Trip", ("name", "Away"), ("days", 2));
        var outcome = await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", trip.ToString()));
        Assert.Equal([], Codes(outcome));
        Guid request = outcome.PendingApproval!.Value;
        Assert.Equal("APPROVAL_AWAITED", outcome.Warnings.Single().Code);
        Assert.Equal((null, "to be deleted"), (await world.FieldAsync("trip", trip, "deleted_at"), await world.FieldAsync("trip", trip, "note")));
        Assert.True(await world.ScalarAsync<bool>("select voids from t_approvals.approval_request where id = $1", request));
        Assert.Equal(["APPROVAL_LOCKED"], Codes(await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", trip.ToString()))));
        await world.ApproveAsync(world.Mia, request);
        Assert.NotNull(await world.FieldAsync("trip", trip, "deleted_at"));
        Assert.Equal("approved", await world.StatusAsync(request));
        Assert.Equal("Tell the archive about Away", await world.ScalarAsync<string>("select subject from t_approvals.task where record = $1", trip.ToString()));
    }

    [Fact]
    public async Task A_deletion_that_is_rejected_leaves_the_record_and_others_go_at_once()
    {
        Guid trip = await world.CreateAsync(world.Sam, "Trip", ("name", "Stays"), ("days", 2)), other = await world.CreateAsync(world.Sam, "Trip", ("name", "Goes"), ("days", 1));
        Guid request = (await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", trip.ToString()))).PendingApproval!.Value;
        Assert.Equal([], Codes(await world.ActAsync(world.Mia, request, MutationKind.RejectTasks)));
        Assert.Equal((null, "kept"), (await world.FieldAsync("trip", trip, "deleted_at"), await world.FieldAsync("trip", trip, "note")));
        Assert.Null((await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", other.ToString()))).PendingApproval);
        Assert.NotNull(await world.FieldAsync("trip", other, "deleted_at"));
    }

    private async Task<Guid> SubmitAsync()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "Nested"), ("amount", "13"), ("reviewer", world.Sue.UserId.ToString()));
        return await world.SubmitAsync(world.Sam, deal);
    }
}
