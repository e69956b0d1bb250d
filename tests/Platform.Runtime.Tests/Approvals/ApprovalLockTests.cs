using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>What may still be done with a record that waits for approval, and what an edit does to approvals.</summary>
public sealed class ApprovalLockTests(ApprovalWorld world) : IClassFixture<ApprovalWorld>
{
    [Fact]
    public async Task A_pending_record_is_locked_on_every_route()
    {
        (Guid deal, _) = await world.SubmitBigAsync(("code", "locked"));
        WriteOutcome single = await world.UpdateAsync(world.Sam, "Deal", deal, ("note", "x"));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(single));
        Assert.Equal(GraphQLErrorCode.Locked, single.Refusal!.Code);
        Dictionary<string, object?> change = new() { ["id"] = deal.ToString(), ["input"] = ApprovalWorld.Input(("note", "x")) };
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "Deal", MutationKind.UpdateMany, ("changes", new object?[] { change }))));
        // As imports do.
        object?[] inputs = [ApprovalWorld.Input(("code", "locked"), ("note", "x")), ApprovalWorld.Input(("code", "free"), ("name", "New"))];
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "Deal", MutationKind.Upsert, ("by", "code"), ("inputs", inputs))));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from t_approvals.deal where code = 'free'"));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "Deal", MutationKind.Delete, ("id", deal.ToString()))));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.UpdateAsync(world.Ann, "Deal", deal, ("note", "x"))));
    }

    [Fact]
    public async Task A_detail_does_not_come_back_under_a_master_that_goes_at_the_same_time()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "x"));
        Guid line = await world.CreateAsync(world.Sam, "DealLine", ("name", "one"), ("deal", deal.ToString()));
        Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "DealLine", MutationKind.Delete, ("id", line.ToString()))));
        await using NpgsqlConnection connection = await world.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction going = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand delete = new("with d as (select id from t_approvals.deal where id = $1 for update) update t_approvals.deal set deleted_at = now() where id in (select id from d)", connection, going)
        {
            Parameters = { new NpgsqlParameter { Value = deal } },
        };
        await delete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Task<WriteOutcome> restore = world.DoAsync(world.Sam, "DealLine", MutationKind.Restore, ("id", line.ToString()));
        await Eventually.HoldsAsync(
            async () => restore.IsCompleted || await world.ScalarAsync<long>("select count(*) from pg_locks where not granted and pid <> pg_backend_pid()") > 0, "the restoration waits");
        await going.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([WriteCodes.MasterDeleted], ApprovalWorld.Codes(await restore));
    }

    [Fact]
    public async Task Details_of_a_pending_record_are_locked_too()
    {
        Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", "x"), ("amount", "200000"));
        Guid line = await world.CreateAsync(world.Sam, "DealLine", ("name", "one"), ("deal", deal.ToString()));
        await world.SubmitAsync(world.Sam, deal);
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "DealLine", line, ("name", "two"))));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "DealLine", MutationKind.Delete, ("id", line.ToString()))));
        WriteOutcome added = await world.DoAsync(world.Sam, "DealLine", MutationKind.Create, ("input", ApprovalWorld.Input(("name", "two"), ("deal", deal.ToString()))));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(added));
    }

    [Fact]
    public async Task An_approver_edits_what_the_step_leaves_to_them_and_nothing_else()
    {
        (Guid deal, _) = await world.SubmitBigAsync();
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Mia, "Deal", deal, ("note", "fine"))));
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.UpdateAsync(world.Mia, "Deal", deal, ("note", "more"), ("name", "y"))));
    }

    [Fact]
    public async Task An_edit_of_a_watched_field_by_an_exempt_role_voids_that_approval_alone()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        await world.ApproveAsync(world.Fay, request);
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Aud, "Deal", deal, ("note", "x"))));
        Assert.Equal("finance:Finn", await world.AskedAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Aud, "Deal", deal, ("amount", "300000"))));
        Assert.Equal("finance:Finn manager:Mia", await world.AskedAsync(request));
        await world.ApproveAsync(world.Finn, request);
        Assert.Equal("pending", await world.StatusAsync(request));
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("approved", await world.StatusAsync(request));
    }

    [Fact]
    public async Task An_approval_lapses_when_what_was_approved_is_edited_afterwards()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        await world.ApproveAsync(world.Fay, request);
        await world.ApproveAsync(world.Finn, request);
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "Deal", deal, ("note", "after"))));
        Assert.Equal("approved", await world.StatusAsync(request));
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "Deal", deal, ("amount", "900000"))));
        Assert.Equal("lapsed", await world.StatusAsync(request));
        Assert.Null(await world.FieldAsync("deal", deal, "approval"));
    }

    [Fact]
    public async Task A_trail_is_whole_and_tells_when_it_is_not()
    {
        (_, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Empty(await Broken());
        await world.ExecuteAsync("update t_approvals.approval_entry set comment = 'forged' where request_id = $1 and sequence = 2", request);
        Assert.Contains(request, await Broken());
        await world.ExecuteAsync("update t_approvals.approval_entry set comment = null where request_id = $1 and sequence = 2", request);
        Assert.DoesNotContain(request, await Broken());
        await world.ExecuteAsync("delete from t_approvals.approval_entry where request_id = $1 and sequence = 2", request);
        Assert.Contains(request, await Broken());

        async Task<IReadOnlyList<Guid>> Broken()
        {
            await using Npgsql.NpgsqlConnection connection = await world.DataSource.OpenConnectionAsync();
            return (await Platform.Runtime.Approvals.TrailVerification.RunAsync(connection, world.Model, "t_approvals", TestContext.Current.CancellationToken)).Broken;
        }
    }

    [Fact]
    public async Task A_detail_that_is_added_changed_or_deleted_ends_an_approval_that_is_bound_to_the_list()
    {
        foreach (string what in new[] { "add", "change", "delete" })
        {
            Guid deal = await world.CreateAsync(world.Sam, "Deal", ("name", what), ("amount", "200000"));
            Guid line = await world.CreateAsync(world.Sam, "DealLine", ("name", "Line"), ("deal", deal.ToString()));
            Guid request = await world.SubmitAsync(world.Sam, deal);
            await world.ApproveAsync(world.Mia, request);
            await world.ApproveAsync(world.Fay, request);
            await world.ApproveAsync(world.Finn, request);
            Assert.Equal("approved", await world.StatusAsync(request));
            switch (what)
            {
                case "add": await world.CreateAsync(world.Sam, "DealLine", ("name", "More"), ("deal", deal.ToString())); break;
                case "change": Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "DealLine", line, ("name", "Other")))); break;
                default: Assert.Equal([], ApprovalWorld.Codes(await world.DoAsync(world.Sam, "DealLine", MutationKind.Delete, ("id", line.ToString())))); break;
            }

            Assert.Equal("lapsed", await world.StatusAsync(request));
            Assert.Equal(string.Empty, await world.FieldAsync("deal", deal, "approval") ?? string.Empty);
        }
    }

    [Fact]
    public async Task A_detail_that_an_exempt_role_adds_meanwhile_makes_the_step_that_watches_the_list_void()
    {
        (Guid deal, Guid request) = await world.SubmitBigAsync();
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("finance:Fay finance:Finn", await world.AskedAsync(request));
        await world.CreateAsync(world.Aud, "DealLine", ("name", "Late"), ("deal", deal.ToString()));
        Assert.Equal("finance:Fay finance:Finn manager:Mia", await world.AskedAsync(request));
    }
}
