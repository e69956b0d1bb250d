using Platform.GraphQL.Schema;
using Platform.Runtime.Tests.Demo;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>The approval flows of the sales app: who is asked, and what becomes of the records.</summary>
public sealed class SalesApprovalTests(SalesApprovalTests.World world) : IClassFixture<SalesApprovalTests.World>
{
    /// <summary>The sales app with its roles: Sam and Sue sell, Mia and Max manage, Fay and Finn do finance, Aud is legal.</summary>
    public sealed class World(PostgresServer server) : ApprovalWorld(server, "sales-approvals", SalesApp.Model, "salesRep", "salesManager", "salesFinance", "salesLegal");

    [Theory]
    [InlineData("0.06", "manager")]
    [InlineData("0.2", "manager salesManagement")]
    [InlineData("0.35", "manager salesManagement finance")]
    public async Task The_greater_a_discount_the_more_agree_to_it(string discount, string steps)
    {
        Guid quote = await QuoteAsync(discount);
        Guid request = await world.SubmitAsync(world.Sam, "Quote", quote);
        Assert.Equal("inReview", await world.FieldAsync("quote", quote, "status"));
        List<string> asked = [];
        while (await world.StatusAsync(request) == "pending")
        {
            string[] now = (await world.AskedAsync(request)).Split(' ');
            asked.Add(now[0].Split(':')[0]);
            var approver = now[0].Split(':')[1] switch { "Mia" => world.Mia, "Max" => world.Max, "Fay" => world.Fay, _ => world.Finn };
            await world.ApproveAsync(approver, request);
        }

        // Sales management has agreed already when it is the manager who is asked first.
        Assert.Equal(steps.Replace(" salesManagement", string.Empty, StringComparison.Ordinal), string.Join(' ', asked));
        Assert.Equal("approved", await world.FieldAsync("quote", quote, "status"));
    }

    [Fact]
    public async Task A_small_discount_needs_nobody()
    {
        Guid quote = await QuoteAsync("0.01");
        var outcome = await world.DoAsync(world.Sam, "Quote", MutationKind.SubmitForApproval, ("id", quote.ToString()));
        Assert.Equal(["APPROVAL_FLOW_MISSING"], ApprovalWorld.Codes(outcome));
    }

    [Fact]
    public async Task A_contract_goes_to_legal_and_finance_side_by_side()
    {
        Guid account = await world.CreateAsync(world.Sam, "Account", ("name", "Contract " + Guid.NewGuid()));
        Guid contract = await world.CreateAsync(world.Sam, "Contract", ("name", "Frame"), ("account", account.ToString()), ("amount", "500000"), ("status", "draft"));
        Guid request = await world.SubmitAsync(world.Sam, "Contract", contract);
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("finance:Fay finance:Finn legalTerms:Aud", await world.AskedAsync(request));
        await world.ApproveAsync(world.Finn, request);
        Assert.Equal("legalTerms:Aud", await world.AskedAsync(request));
        await world.ApproveAsync(world.Aud, request);
        Assert.Equal("signing", await world.FieldAsync("contract", contract, "status"));
        Assert.Equal("Have the contract Frame signed", await world.ScalarAsync<string>("select subject from t_approvals.task where record = $1 and due is not null", contract.ToString()));
    }

    [Fact]
    public async Task A_small_contract_without_special_terms_goes_to_legal_alone()
    {
        Guid account = await world.CreateAsync(world.Sam, "Account", ("name", "Contract " + Guid.NewGuid()));
        Guid contract = await world.CreateAsync(world.Sam, "Contract", ("name", "Small"), ("account", account.ToString()), ("amount", "5000"), ("status", "draft"));
        Guid request = await world.SubmitAsync(world.Sam, "Contract", contract);
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal("legalTerms:Aud", await world.AskedAsync(request));
    }

    [Fact]
    public async Task A_contract_that_was_agreed_to_is_deleted_when_legal_and_finance_have_no_objection()
    {
        Guid account = await world.CreateAsync(world.Sam, "Account", ("name", "Contract " + Guid.NewGuid()));
        Guid draft = await world.CreateAsync(world.Sam, "Contract", ("name", "Draft"), ("account", account.ToString()), ("amount", "5"), ("status", "draft"));
        Guid active = await world.CreateAsync(world.Sam, "Contract", ("name", "Kept"), ("account", account.ToString()), ("amount", "5"), ("status", "active"));
        Assert.Null((await world.DoAsync(world.Ann, "Contract", MutationKind.Delete, ("id", draft.ToString()))).PendingApproval);
        Assert.NotNull(await world.FieldAsync("contract", draft, "deleted_at"));

        Guid request = (await world.DoAsync(world.Ann, "Contract", MutationKind.Delete, ("id", active.ToString()))).PendingApproval!.Value;
        Assert.Equal("legalTerms:Aud", await world.AskedAsync(request));
        Assert.Equal("User asks for your approval of a deletion", await world.ScalarAsync<string>("select title from t_approvals.notification where record = $1 and owner_id = $2", active.ToString(), world.Aud.UserId));
        await world.ApproveAsync(world.Aud, request);
        Assert.Equal("finance:Fay finance:Finn", await world.AskedAsync(request));
        Assert.Null(await world.FieldAsync("contract", active, "deleted_at"));
        await world.ApproveAsync(world.Fay, request);
        Assert.NotNull(await world.FieldAsync("contract", active, "deleted_at"));
    }

    [Fact]
    public async Task An_expense_goes_to_the_manager_and_to_finance()
    {
        Guid claim = await world.CreateAsync(world.Sam, "ExpenseClaim", ("name", "Trip to Wuhan"), ("amount", "800"));
        Guid request = await world.SubmitAsync(world.Sam, "ExpenseClaim", claim);
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
        await world.ApproveAsync(world.Mia, request);
        await world.ApproveAsync(world.Fay, request);
        Assert.Equal("approved", await world.FieldAsync("expense_claim", claim, "status"));
    }

    [Fact]
    public async Task A_great_credit_limit_locks_the_account_until_it_is_agreed_to()
    {
        Guid account = await world.CreateAsync(world.Sam, "Account", ("name", "Credit " + Guid.NewGuid()));
        Guid request = (await world.UpdateAsync(world.Fay, "Account", account, ("creditLimit", "900000"))).PendingApproval!.Value;
        Assert.Equal(["APPROVAL_LOCKED"], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "Account", account, ("shortName", "x"))));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Max, request, MutationKind.RejectTasks, ("comment", "too much"))));
        Assert.StartsWith("500000", await world.FieldAsync("account", account, "credit_limit"), StringComparison.Ordinal);
        Assert.Equal([], ApprovalWorld.Codes(await world.UpdateAsync(world.Sam, "Account", account, ("shortName", "x"))));
    }

    [Theory]
    [InlineData("2", "short:Mia")]
    [InlineData("10", "long:Mia")]
    public async Task Leave_is_submitted_as_it_is_filled_in(string days, string asked)
    {
        var made = await world.DoAsync(world.Sam, "LeaveRequest", MutationKind.Create, ("input", ApprovalWorld.Input(
            ("name", "Holiday"), ("startDate", "2026-03-02"), ("endDate", "2026-03-12"), ("days", days))));
        Assert.Equal([], ApprovalWorld.Codes(made));
        Guid request = made.PendingApproval!.Value;
        Assert.Equal(asked, await world.AskedAsync(request));
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal(days == "2" ? "" : "long:Max", await world.AskedAsync(request));
    }

    private async Task<Guid> QuoteAsync(string discount)
    {
        Guid account = await world.CreateAsync(world.Sam, "Account", ("name", "Quote " + Guid.NewGuid()));
        return await world.CreateAsync(world.Sam, "Quote", ("name", "Sensors"), ("account", account.ToString()), ("discountRate", discount));
    }
}
