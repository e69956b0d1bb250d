using Platform.Metadata.Documents;
using Platform.Runtime.Approvals;
using Platform.Runtime.Approvals.Engine;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>What a flow would do, and for whom it would not work, without a database.</summary>
public sealed class ApprovalSimulationTests
{
    private static readonly Guid Clerk = new(1, 0, 0, new byte[8]), Boss = new(2, 0, 0, new byte[8]), Chief = new(3, 0, 0, new byte[8]), Gone = new(4, 0, 0, new byte[8]);
    private static readonly Dictionary<string, Guid[]> Nobody = [];
    private static readonly DateTime Now = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_simulation_goes_through_every_step_and_tells_who_is_taken_for_granted()
    {
        FlowOutline flow = Flow(
            Step("manager", new Approver(ApproverKind.Manager)), Step("both", new Approver(ApproverKind.Managers, Level: 2)) with { When = "true" }, Step("never", new Approver(ApproverKind.Manager)) with { When = "false" });
        ApprovalSimulation simulation = ApprovalSimulation.Run(flow, new People(), Clerk, Nobody, Now);
        Assert.Null(simulation.Problem);
        Assert.Equal(["manager", "both"], simulation.Steps.Select(s => s.Step.Name));
        Assert.Equal(["never"], simulation.Skipped);
        Assert.Equal([(Boss, true), (Chief, false)], simulation.Steps[1].Asked.Select(t => (t.Assignee, t.IsAutomatic)));
    }

    [Fact]
    public void A_simulation_stops_at_the_step_that_finds_nobody()
    {
        ApprovalSimulation simulation = ApprovalSimulation.Run(Flow(Step("manager", new Approver(ApproverKind.Manager)), Step("gone", new Approver(ApproverKind.User, Email: "gone"))), new People(), Clerk, Nobody, Now);
        Assert.Equal(new ApprovalRefusal(ApprovalCodes.NoApprover, "gone"), simulation.Problem);
        Assert.Equal(["manager"], simulation.Steps.Select(s => s.Step.Name));
    }

    [Fact]
    public void A_simulation_tells_which_approver_found_whom_and_whether_the_fallback_did()
    {
        FlowOutline flow = Flow(
            Step("line", new Approver(ApproverKind.User, Email: "gone"), new Approver(ApproverKind.Managers, Level: 2)),
            Step("other", new Approver(ApproverKind.User, Email: "gone")) with { Asking = new ApprovalAsking([new Approver(ApproverKind.User, Email: "gone")], [new Approver(ApproverKind.Manager, Level: 2)]) });
        ApprovalSimulation simulation = ApprovalSimulation.Run(flow, new People(), Clerk, Nobody, Now);
        Assert.Equal([false, true], simulation.Steps.Select(s => s.People.IsFallback));
        Assert.Equal([1, 1], simulation.Steps[0].Asked.Select(t => simulation.Steps[0].People.Of(t.Assignee)));
        Assert.Equal(0, simulation.Steps[1].People.Of(Chief));
        Assert.Null(simulation.Steps[1].People.Of(Boss));
    }

    [Fact]
    public void A_simulation_asks_whom_the_submitter_and_the_approver_before_would_choose()
    {
        FlowOutline flow = Flow(Step("first", new Approver(ApproverKind.SubmitterChoice)), Step("second", new Approver(ApproverKind.PreviousChoice)));
        Assert.Equal(ApprovalCodes.ChoiceMissing, ApprovalSimulation.Run(flow, new People(), Clerk, Nobody, Now).Problem?.Code);
        Dictionary<string, Guid[]> choices = new() { ["first"] = [Boss], ["second"] = [Chief] };
        ApprovalSimulation simulation = ApprovalSimulation.Run(flow, new People(), Clerk, choices, Now);
        Assert.Null(simulation.Problem);
        Assert.Equal([Boss, Chief], simulation.Steps.SelectMany(s => s.Asked).Select(t => t.Assignee));
    }

    [Fact]
    public void A_check_names_steps_without_people_and_those_who_would_decide_for_themselves()
    {
        FlowOutline flow = Flow(Step("manager", new Approver(ApproverKind.Manager)), Step("boss", new Approver(ApproverKind.User, Email: "boss")), Step("chosen", new Approver(ApproverKind.SubmitterChoice)));
        Assert.Empty(ApprovalSimulation.Check(flow, new People(), Clerk, Now));
        Assert.Equal([("manager", false)], ApprovalSimulation.Check(flow, new People(), Chief, Now).Select(f => (f.Step.Name, f.IsSelf)));
        FlowOutline allowing = Flow(SelfApproval.Allow, Step("boss", new Approver(ApproverKind.User, Email: "boss")));
        Assert.Equal([("boss", true)], ApprovalSimulation.Check(allowing, new People(), Boss, Now).Select(f => (f.Step.Name, f.IsSelf)));
    }

    [Fact]
    public void Managers_in_a_circle_are_each_asked_once()
    {
        ApprovalSimulation simulation = ApprovalSimulation.Run(Flow(Step("all", new Approver(ApproverKind.Managers))), new People { Circle = true }, Clerk, Nobody, Now);
        Assert.Equal([Boss, Chief], simulation.Steps[0].Asked.Select(t => t.Assignee));
    }

    private static ApprovalStep Step(string name, params Approver[] approvers) =>
        new(name, LocalizedText.Of(name), null, new ApprovalAsking([.. approvers], Rule: ApprovalRule.All));

    private static FlowOutline Flow(params ApprovalStep[] steps) => Flow(SelfApproval.Manager, steps);

    private static FlowOutline Flow(SelfApproval self, params ApprovalStep[] steps) =>
        new(new ApprovalFlowDocument { Name = "f", Id = "f", Object = "Thing", SelfApproval = self, Steps = [.. steps] });

    private sealed class People : IApprovalDirectory
    {
        public bool Circle { get; init; }

        public bool IsActive(Guid user) => user != Gone;

        public IReadOnlyList<Guid> Find(Approver approver) => [approver.Email == "boss" ? Boss : Gone];

        public Guid? ManagerOf(Guid user) => user == Clerk ? Boss : user == Boss ? Chief : user == Chief && Circle ? Clerk : null;

        public Guid? HeadOf(Guid user, int level) => null;

        public Guid? StandInOf(Guid user) => null;

        public bool Holds(string condition) => condition == "true";
    }
}
