using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>A request that was returned is its submitter's to submit again: it takes the place of no other flow, and keeps none back.</summary>
public sealed class ReturnedRequestTests(ApprovalWorld world) : IClassFixture<ApprovalWorld>
{
    [Fact]
    public async Task A_deletion_that_was_returned_is_not_what_another_submission_asks_for()
    {
        (Guid trip, Guid deletion) = await ReturnedDeletionAsync();
        Guid request = await world.SubmitAsync(world.Sam, "Trip", trip, ("flow", "leave"));
        Assert.NotEqual(deletion, request);
        await world.ApproveAsync(world.Mia, request);
        Assert.Null(await world.FieldAsync("trip", trip, "deleted_at"));
        Assert.Equal("returned", await world.StatusAsync(deletion));
    }

    [Fact]
    public async Task A_submission_without_a_name_means_no_deletion_either()
    {
        (Guid trip, Guid deletion) = await ReturnedDeletionAsync();
        Guid request = await world.SubmitAsync(world.Sam, "Trip", trip);
        Assert.NotEqual(deletion, request);
        Assert.Equal("leave", await world.FieldAsync("approval_request", request, "flow"));
    }

    [Fact]
    public async Task A_deletion_that_was_returned_goes_on_when_the_record_is_deleted_again()
    {
        (Guid trip, Guid deletion) = await ReturnedDeletionAsync();
        WriteOutcome again = await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", trip.ToString()));
        Assert.Equal(deletion, again.PendingApproval);
        await world.ApproveAsync(world.Mia, deletion);
        Assert.NotNull(await world.FieldAsync("trip", trip, "deleted_at"));
    }

    [Fact]
    public async Task A_returned_request_keeps_back_its_own_flow_alone()
    {
        Guid trip = await world.CreateAsync(world.Sam, "Trip", ("name", "Near"), ("days", 1));
        Guid request = await ReturnAsync(await world.SubmitAsync(world.Sam, "Trip", trip, ("flow", "leave")));
        WriteOutcome edit = await world.UpdateAsync(world.Sam, "Trip", trip, ("note", "by sea"));
        Assert.Equal([], ApprovalWorld.Codes(edit));
        Guid started = Assert.NotNull(edit.PendingApproval);
        Assert.Equal("long", await world.FieldAsync("approval_request", started, "flow"));
        Assert.Equal("returned", await world.StatusAsync(request));

        // Its own flow does not start a second time beside the request that was returned.
        await ReturnAsync(started);
        await world.UpdateAsync(world.Sam, "Trip", trip, ("note", ""));
        Assert.Null((await world.UpdateAsync(world.Sam, "Trip", trip, ("note", "by sea"))).PendingApproval);
        Assert.Equal(started, await world.SubmitAsync(world.Sam, "Trip", trip, ("flow", "long")));
    }

    private async Task<(Guid Trip, Guid Deletion)> ReturnedDeletionAsync()
    {
        Guid trip = await world.CreateAsync(world.Sam, "Trip", ("name", "Short"), ("days", 2));
        WriteOutcome deletion = await world.DoAsync(world.Sam, "Trip", MutationKind.Delete, ("id", trip.ToString()));
        return (trip, await ReturnAsync(Assert.NotNull(deletion.PendingApproval)));
    }

    private async Task<Guid> ReturnAsync(Guid request)
    {
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.ReturnTask)));
        Assert.Equal("returned", await world.StatusAsync(request));
        return request;
    }
}
