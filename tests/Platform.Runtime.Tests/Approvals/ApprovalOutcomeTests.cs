using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Approvals.ApprovalDocuments;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>
/// What the outcome of an approval writes is a write like any other: rules of the record and of what it is counted in are asked, rollups follow, formulas show it, and nothing is submitted by it.
/// </summary>
public sealed class ApprovalOutcomeTests(ApprovalOutcomeTests.World world) : IClassFixture<ApprovalOutcomeTests.World>
{
    /// <summary>Claims on budgets: what is approved is set by the flow and summed up by the budget, which has a limit.</summary>
    public sealed class World(PostgresServer server) : ApprovalWorld(server, "approval-outcomes", Compile(Documents), "seller", "boss", "finance", "auditor");

    private static string[] Documents { get; } =
    [
        Object("Budget", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'limit','label':'Limit','type':'decimal'},
            {'name':'spent','label':'Spent','type':'decimal','rollup':{'relation':'claims','function':'sum','field':'granted'}},
            {'name':'claimed','label':'Claimed','type':'integer','rollup':{'relation':'claims','function':'count','filter':'record.granted > 0.0'}},
            {'name':'room','label':'Room','type':'decimal','formula':'record.limit - record.spent'}
            """, """ ,'rules':[{'name':'overspent','invalidWhen':'record.room < 0.0','message':'The budget is spent.'}] """),
        Object("Claim", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'budget','label':'Budget','type':'lookup','target':'Budget','inverse':'claims'},
            {'name':'amount','label':'Amount','type':'decimal'},
            {'name':'share','label':'Share','type':'decimal'},
            {'name':'granted','label':'Granted','type':'decimal'},
            {'name':'state','label':'State','type':'text'},
            {'name':'rest','label':'Rest','type':'decimal','formula':'record.amount - record.granted'}
            """, """ ,'rules':[{'name':'more','invalidWhen':'record.granted > record.amount','fields':['granted'],'message':'More than was asked for.'}] """),
        Role("seller", "all"), Role("boss", "all"), Role("finance", "all"), Role("auditor", "all"),
        """
        {'kind':'approvalFlow','name':'claims','label':'Claims','object':'Claim','onCreate':true,'onEdit':true,'when':'record.amount > 0.0',
         'steps':[{'name':'manager','label':'Manager','approvers':[{'by':'manager'}]}],
         'onApprove':[{'field':'granted','value':'record.amount * record.share'},{'field':'state','value':"'granted'"}],
         'onReject':[{'field':'granted','value':'0.0'},{'field':'state','value':"'refused'"}]}
        """,
    ];

    [Fact]
    public async Task Rollups_and_formulas_follow_and_nothing_is_submitted_again()
    {
        Guid budget = await BudgetAsync("100.00");
        (Guid claim, Guid request) = await ClaimAsync(budget, "40.01", "1.0");
        (Guid other, Guid second) = await ClaimAsync(budget, "30", "1.0");
        await world.ApproveAsync(world.Mia, request);
        Assert.Equal(("40.01", "1"), (await world.FieldAsync("budget", budget, "spent"), await world.FieldAsync("budget", budget, "claimed")));
        Assert.Equal("granted", await world.FieldAsync("claim", claim, "state"));
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, second, MutationKind.RejectTasks)));
        Assert.Equal(("40.01", "1"), (await world.FieldAsync("budget", budget, "spent"), await world.FieldAsync("budget", budget, "claimed")));
        Assert.Equal(("approved", "rejected"), (await world.StatusAsync(request), await world.StatusAsync(second)));
        // The record meets the condition of the flow still: what the flow sets itself starts none.
        foreach (Guid each in new[] { claim, other })
        {
            Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from t_approvals.approval_request where record = $1", each.ToString()));
        }
    }

    [Fact]
    public async Task A_rule_of_the_record_refuses_the_act_and_leaves_the_request_as_it_was()
    {
        Guid budget = await BudgetAsync("100.00");
        (Guid claim, Guid request) = await ClaimAsync(budget, "40", "1.5");
        WriteOutcome outcome = await world.ActAsync(world.Mia, request, MutationKind.ApproveTasks);
        Assert.Equal("More than was asked for.", Assert.Single(outcome.Refusal!.Problems, p => p.Code == WriteCodes.RuleBroken).Message);
        await AssertUntouchedAsync(budget, claim, request);
        Assert.Equal([], ApprovalWorld.Codes(await world.ActAsync(world.Mia, request, MutationKind.RejectTasks)));
        Assert.Equal("rejected", await world.StatusAsync(request));
    }

    [Fact]
    public async Task A_rule_over_the_total_refuses_the_act_in_its_own_words()
    {
        Guid budget = await BudgetAsync("39.99");
        (Guid claim, Guid request) = await ClaimAsync(budget, "40", "1.0");
        WriteOutcome outcome = await world.ActAsync(world.Mia, request, MutationKind.ApproveTasks);
        WriteProblem problem = Assert.Single(outcome.Refusal!.Problems);
        Assert.Equal((WriteCodes.RuleBroken, "The budget is spent.", "Budget", budget), (problem.Code, problem.Message, problem.Object, problem.Id));
        await AssertUntouchedAsync(budget, claim, request);
    }

    [Fact]
    public async Task Of_many_acts_those_stand_that_the_total_has_room_for()
    {
        Guid budget = await BudgetAsync("100.00");
        List<Guid> requests = [];
        for (int i = 0; i < 3; i++) requests.Add((await ClaimAsync(budget, "40", "1.0")).Request);
        List<object?> tasks = [];
        foreach (Guid request in requests) tasks.Add((await world.TaskAsync(world.Mia, request)).ToString());
        WriteOutcome outcome = await world.DoAsync(world.Mia, "ApprovalTask", MutationKind.ApproveTasks, ("ids", tasks.ToArray()), ("allOrNone", false));
        Assert.Equal(2, Assert.Single(outcome.Failures).Index);
        Assert.Equal("80.00", await world.FieldAsync("budget", budget, "spent"));
        Assert.Equal(["approved", "approved", "pending"], [await world.StatusAsync(requests[0]), await world.StatusAsync(requests[1]), await world.StatusAsync(requests[2])]);
    }

    [Fact]
    public async Task Of_acts_at_once_each_counts_once()
    {
        Guid budget = await BudgetAsync("1000.00");
        List<Guid> requests = [];
        for (int i = 1; i <= 8; i++) requests.Add((await ClaimAsync(budget, $"{i}.01", "1.0")).Request);
        await Task.WhenAll(requests.Select(r => world.ApproveAsync(world.Mia, r)));
        Assert.Equal(("36.08", "8"), (await world.FieldAsync("budget", budget, "spent"), await world.FieldAsync("budget", budget, "claimed")));
    }

    private async Task AssertUntouchedAsync(Guid budget, Guid claim, Guid request)
    {
        Assert.Equal("pending", await world.StatusAsync(request));
        Assert.Equal("manager:Mia", await world.AskedAsync(request));
        Assert.Null(await world.FieldAsync("claim", claim, "granted"));
        Assert.Equal("0.00", await world.FieldAsync("budget", budget, "spent"));
    }

    private Task<Guid> BudgetAsync(string limit) => world.CreateAsync(world.Ann, "Budget", ("name", "Journeys"), ("limit", limit));

    /// <summary>A claim of Sam's, which submits itself.</summary>
    private async Task<(Guid Claim, Guid Request)> ClaimAsync(Guid budget, string amount, string share)
    {
        WriteOutcome outcome = await world.DoAsync(
            world.Sam, "Claim", MutationKind.Create, ("input", ApprovalWorld.Input(("name", "Train"), ("budget", budget.ToString()), ("amount", amount), ("share", share))));
        Assert.Equal([], ApprovalWorld.Codes(outcome));
        return (Guid.Parse(outcome.Records[0]!), outcome.PendingApproval!.Value);
    }
}
