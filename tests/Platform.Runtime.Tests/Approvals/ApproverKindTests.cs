using Platform.GraphQL.Schema;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Each way of finding approvers, from the organisation as it is stored.</summary>
public sealed class ApproverKindTests(PostgresServer server) : ApprovalWorld(server)
{
    [Fact]
    public async Task Teams_heads_managers_users_by_address_of_related_records_and_by_choice_are_found_as_each_step_begins()
    {
        await CreateAsync(Ann, "Team", ("name", "Legal"), ("members", new object?[] { Fay.UserId.ToString(), Finn.UserId.ToString() }));
        Guid company = await CreateAsync(Ann, "Department", ("name", "Company"), ("head", Max.UserId.ToString()));
        Guid sales = await CreateAsync(Ann, "Department", ("name", "Sales"), ("head", Mia.UserId.ToString()), ("parent", company.ToString()));
        await ExecuteAsync("update t_approvals.\"user\" set department_id = $2 where id = $1", Sam.UserId, sales);
        await ExecuteAsync("update t_approvals.\"user\" set email = 'Aud@Example.com' where id = $1", Aud.UserId);
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Deal"), ("amount", "15"), ("reviewer", Sue.UserId.ToString()));

        Guid request = await SubmitAsync(Sam, deal);

        Assert.Equal("team:Fay team:Finn", await AskedAsync(request));
        await ApproveAsync(Finn, request);
        Assert.Equal("head:Max", await AskedAsync(request));
        await ApproveAsync(Max, request);
        Assert.Equal("second:Max", await AskedAsync(request));
        await ApproveAsync(Max, request);
        // The manager of the reviewer whom the record names.
        Assert.Equal("related:Mia", await AskedAsync(request));
        await ApproveAsync(Mia, request);
        Assert.Equal("named:Aud", await AskedAsync(request));
        Assert.Equal([], Codes(await ActAsync(Aud, request, MutationKind.ApproveTasks, ("approvers", new object?[] { Fay.UserId.ToString() }))));
        Assert.Equal("chosen:Fay", await AskedAsync(request));
        await ApproveAsync(Fay, request);
        Assert.Equal("approved", await StatusAsync(request));
    }

    [Fact]
    public async Task A_team_that_is_gone_and_a_department_without_head_find_nobody()
    {
        Guid team = await CreateAsync(Ann, "Team", ("name", "Legal"), ("members", new object?[] { Fay.UserId.ToString() }));
        Assert.Equal([], Codes(await DoAsync(Ann, "Team", MutationKind.Delete, ("id", team.ToString()))));
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Deal"), ("amount", "15"));

        Assert.Equal(["APPROVAL_NO_APPROVER"], Codes(await DoAsync(Sam, "Deal", MutationKind.SubmitForApproval, ("id", deal.ToString()))));

        Assert.Equal([], Codes(await UpdateAsync(Ann, "Team", await CreateAsync(Ann, "Team", ("name", "Other")), ("name", "Legal"), ("members", new object?[] { Fay.UserId.ToString() }))));
        Guid request = await SubmitAsync(Sam, deal);
        Assert.Equal(["APPROVAL_NO_APPROVER"], Codes(await ActAsync(Fay, request, MutationKind.ApproveTasks)));
        Assert.Equal("team:Fay", await AskedAsync(request));
    }
}
