using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Runtime.Approvals.Engine;
using Xunit;
using TaskStatus = Platform.Runtime.Approvals.Engine.TaskStatus;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>The machine against a reference written from the handbook: random flows, random acts by random people.</summary>
public sealed class ApprovalMachineTests
{
    private const int People = 6;
    private static readonly DateTime Begin = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, People).Select(i => new Guid(i, 0, 0, new byte[8]))];
    private static readonly string[] Kinds = ["approve", "approve", "approve", "approve", "reject", "transfer", "delegate", "addBefore", "addAfter", "return", "takeBack", "takeBack", "takeBack", "edit", "recall", "submit", "time", "time", "time"];

    [Fact]
    public void Random_acts_on_random_flows_come_to_what_the_reference_says()
    {
        Dictionary<string, int> accepted = [];
        for (int seed = 1; seed <= 3_000; seed++) Run(seed, accepted);

        // Every kind of act, and every end, was really met.
        Assert.All(Kinds, kind => Assert.True(accepted.GetValueOrDefault(kind) > 50, $"{kind}: {accepted.GetValueOrDefault(kind)}"));
        Assert.All(["Approved", "Rejected", "Returned", "Recalled", "Lapsed"], end => Assert.True(accepted.GetValueOrDefault(end) > 20, end));
    }

    private static void Run(int seed, Dictionary<string, int> accepted)
    {
        Random random = new(seed);
        ReferenceFlow flow = RandomFlow(random);
        ReferenceApproval reference = new(flow, 0);
        FlowOutline outline = new(Document(flow));
        ApprovalState state = new() { Submitter = Ids[0] };
        List<string> story = [];
        int made = 1000;
        int minutes = 0;
        for (int i = 0; i < 30; i++)
        {
            minutes += random.Next(4) == 0 ? random.Next(1, 90) : 1;
            ReferenceAct act = (i == 0 ? new ReferenceAct("submit", 0) : RandomAct(random, flow, reference)) with { At = minutes };
            story.Add(act.ToString());
            DateTime now = Begin.AddMinutes(minutes);
            bool expected = reference.Do(act);
            bool actual = false;
            if (ActOf(act, state) is { } real)
            {
                ApprovalMachine machine = new(outline, new Directory(flow), () => new Guid(made++, 0, 0, new byte[8]), now);
                ApprovalOutcome outcome = machine.Do(state, real, Ids[act.Person]);
                actual = outcome.Refusal is null && (act.Kind != "time" || outcome.Entries.Count > 0) && (act.Kind != "edit" || outcome.Ending is not null || state.Status == RequestStatus.Pending);
                state = outcome.State;
            }

            string where = $"seed {seed}: {string.Join(" | ", story)}\n{string.Join('\n', flow.Rows.Select(Text))}";
            Assert.True(expected == actual, $"expected {expected}, was {actual}. {where}");
            Assert.True(reference.Status == state.Status.ToString(), $"expected {reference.Status}, was {state.Status}. {where}");
            string asked = string.Join(' ', reference.Asked), really = string.Join(' ', Asked(state));
            Assert.True(asked == really, $"expected {asked}, was {really}. {where}");
            if (!actual) continue;
            accepted[act.Kind] = accepted.GetValueOrDefault(act.Kind) + 1;
            accepted[reference.Status] = accepted.GetValueOrDefault(reference.Status) + 1;
        }
    }

    private static string Text(IReadOnlyList<IReadOnlyList<FlowStep>> row) => string.Join(" || ", row.Select(branch => string.Join(" then ", branch.Select(s =>
        $"{s.Name} {s.Rule} [{string.Join(',', s.People)}]{(s.Applies ? "" : " off")}{(s.IsWatching ? " watching" : "")} {string.Join(' ', s.Limits.Select(l => $"{l.Do}@{l.After}x{l.Times}/{l.Every}->{string.Join(',', l.To)}"))}"))));

    private static IEnumerable<(string Step, int Person)> Asked(ApprovalState state) =>
        state.Tasks.Where(t => t.Status == TaskStatus.Pending).Select(t => (t.Step, Array.IndexOf(Ids, t.Assignee))).Order();

    private static ReferenceAct RandomAct(Random random, ReferenceFlow flow, ReferenceApproval reference)
    {
        string kind = Kinds[random.Next(Kinds.Length)];
        if (kind is "recall" or "submit") return new ReferenceAct(kind, random.Next(4) == 0 ? random.Next(People) : 0);
        if (kind is "edit" or "time") return new ReferenceAct(kind, 0);
        (string Step, int Person)[] asked = [.. reference.Asked];
        string[] steps = [.. flow.All.Select(s => s.Name)];
        if (kind == "takeBack" && reference.LastApproval is { } last && random.Next(4) > 0) return new ReferenceAct(kind, last.Person, last.Step);
        (string step, int person) = asked.Length > 0 && kind != "takeBack" && random.Next(10) > 0 ? asked[random.Next(asked.Length)] : (steps[random.Next(steps.Length)], random.Next(People));
        return new ReferenceAct(kind, person, step, random.Next(People), kind == "return" && random.Next(3) > 0 ? steps[random.Next(steps.Length)] : null);
    }

    /// <summary>The act on the person's task in the step; null when they have none, which is a refusal.</summary>
    private static ApprovalAct? ActOf(ReferenceAct act, ApprovalState state)
    {
        switch (act.Kind)
        {
            case "submit": return new ApprovalAct.Submit(new Dictionary<string, Guid[]>());
            case "recall": return new ApprovalAct.Recall();
            case "time": return new ApprovalAct.Elapse();
            case "edit": return new ApprovalAct.Edit(["amount"]);
            default: break;
        }

        IEnumerable<ApprovalTaskState> tasks = state.Tasks.Where(t => t.Step == act.Step && t.Assignee == Ids[act.Person]);
        ApprovalTaskState? task = act.Kind == "takeBack"
            ? tasks.LastOrDefault(t => t is { Status: TaskStatus.Approved, IsAutomatic: false } && t.Kind != TaskKind.Opinion) ?? tasks.LastOrDefault()
            : tasks.LastOrDefault(t => t.Status == TaskStatus.Pending) ?? tasks.LastOrDefault();
        if (task is null) return null;
        Guid id = task.Id, other = act.Other < 0 ? default : Ids[act.Other];
        return act.Kind switch
        {
            "approve" => new ApprovalAct.Approve(id, []),
            "reject" => new ApprovalAct.Reject(id),
            "return" => new ApprovalAct.Return(id, act.To),
            "transfer" => new ApprovalAct.Transfer(id, other),
            "delegate" => new ApprovalAct.Delegate(id, other),
            "addBefore" => new ApprovalAct.AddSigner(id, other, After: false),
            "addAfter" => new ApprovalAct.AddSigner(id, other, After: true),
            _ => new ApprovalAct.TakeBack(id),
        };
    }

    private static ReferenceFlow RandomFlow(Random random)
    {
        int names = 0;
        bool watched = random.Next(2) == 0;
        // Whoever approved in one branch may be taken for granted in another, and then take it back: rows with branches have people of their own.
        List<IReadOnlyList<IReadOnlyList<FlowStep>>> rows = [];
        int count = random.Next(1, 4);
        for (int r = 0; r < count; r++)
        {
            if (random.Next(3) > 0) rows.Add([[Step(Persons(random.Next(1, 4), [1, 2, 3, 4, 5]))]]);
            else rows.Add([Branch([1, 2]), Branch([3, 4, 5])]);
        }

        return new ReferenceFlow(rows);

        IReadOnlyList<FlowStep> Branch(int[] from) => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Step(Persons(random.Next(1, from.Length + 1), from)))];

        int[] Persons(int n, int[] from)
        {
            int[] shuffled = [.. from];
            random.Shuffle(shuffled);
            return shuffled[..n];
        }

        FlowStep Step(int[] people)
        {
            string[] rules = ["any", "all", "ratio", "inOrder"];
            return new FlowStep($"s{names++}", rules[random.Next(rules.Length)], people, random.Next(6) > 0, watched && random.Next(2) == 0, Limits());
        }

        FlowLimit[] Limits()
        {
            List<FlowLimit> limits = [];
            int after = 0;
            for (int n = random.Next(4); n > 0; n--)
            {
                after += random.Next(5, 40);
                string what = n == 1 ? new[] { "remind", "escalate", "grant", "deny" }[random.Next(4)] : random.Next(2) == 0 ? "remind" : "escalate";
                bool again = what == "remind" && random.Next(2) == 0;
                limits.Add(new FlowLimit(after, what, again ? random.Next(1, 20) : 0, again ? random.Next(2, 5) : 1, what == "escalate" ? [.. Persons(random.Next(1, 3), [-1, 1, 2, 3, 4, 5])] : []));
            }

            return [.. limits];
        }
    }

    private static ApprovalFlowDocument Document(ReferenceFlow flow) => new()
    {
        Name = "f",
        Id = "f",
        Object = "Thing",
        Steps = flow.Rows.Select((row, i) => row.Count == 1
            ? new ApprovalStep(row[0][0].Name, LocalizedText.Of("x"), "when " + row[0][0].Name, AskingOf(row[0][0]))
            : new ApprovalStep(
                "fork" + i, LocalizedText.Of("x"), null, new ApprovalAsking(),
                row.Select((branch, b) => new ApprovalBranch($"branch{i}x{b}", LocalizedText.Of("x"), null, branch.Select(s =>
                    new ApprovalBranchStep(s.Name, LocalizedText.Of("x"), "when " + s.Name, AskingOf(s))).ToEquatableArray())).ToEquatableArray())).ToEquatableArray(),
    };

    private static ApprovalAsking AskingOf(FlowStep step) => new(
        step.People.Select(p => new Approver(ApproverKind.User, Email: $"{p}")).ToEquatableArray(),
        Rule: Enum.Parse<ApprovalRule>(step.Rule, ignoreCase: true),
        Ratio: step.Rule == "ratio" ? 0.5m : null,
        WatchedFields: step.IsWatching ? ["amount"] : [],
        TimeLimits: step.Limits.Select(LimitOf).ToEquatableArray());

    private static TimeLimit LimitOf(FlowLimit limit) => new(
        limit.After,
        limit.Do switch { "grant" => TimeLimitAction.Approve, "deny" => TimeLimitAction.Reject, _ => Enum.Parse<TimeLimitAction>(limit.Do, ignoreCase: true) },
        limit.Every > 0 ? limit.Every : null,
        limit.Every > 0 ? limit.Times : null,
        limit.To.Select(p => p < 0 ? new Approver(ApproverKind.Manager) : new Approver(ApproverKind.User, Email: $"{p}")).ToEquatableArray());

    private sealed class Directory(ReferenceFlow flow) : IApprovalDirectory
    {
        public bool IsActive(Guid user) => true;

        public IReadOnlyList<Guid> Find(Approver approver) => [Ids[int.Parse(approver.Email!, System.Globalization.CultureInfo.InvariantCulture)]];

        public Guid? ManagerOf(Guid user) => Ids[ReferenceFlow.ManagerOf(Array.IndexOf(Ids, user))];

        public Guid? HeadOf(Guid user, int level) => null;

        public Guid? StandInOf(Guid user) => null;

        public bool Holds(string condition) => flow.Find(condition["when ".Length..]).Applies;
    }
}
