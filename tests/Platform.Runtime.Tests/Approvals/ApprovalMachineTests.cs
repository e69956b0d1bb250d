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
    private static readonly string[] Kinds = ["approve", "approve", "approve", "approve", "reject", "transfer", "delegate", "addBefore", "addAfter", "return", "takeBack", "takeBack", "takeBack", "edit", "recall", "cancel", "submit", "time", "time", "time"];

    [Fact]
    public void Random_acts_on_random_flows_come_to_what_the_reference_says()
    {
        Dictionary<string, int> accepted = [];
        for (int seed = 1; seed <= 3_000; seed++) Run(seed, accepted);

        // Every kind of act, and every end, was really met.
        Assert.All(Kinds, kind => Assert.True(accepted.GetValueOrDefault(kind) > 50, $"{kind}: {accepted.GetValueOrDefault(kind)}"));
        Assert.All(["Approved", "Rejected", "Returned", "Recalled", "Lapsed"], end => Assert.True(accepted.GetValueOrDefault(end) > 20, end));
    }

    [Fact]
    public void A_request_that_goes_over_to_whatever_version_keeps_its_answers_and_comes_to_its_end()
    {
        int moved = 0, renamed = 0, ended = 0;
        for (int seed = 1; seed <= 2_000; seed++)
        {
            Random random = new(seed);
            ReferenceFlow one = RandomFlow(random), other = RandomFlow(random);
            ApprovalState before = Story(random, one);
            string[] names = [.. one.All.Select(s => s.Name)], others = [.. other.All.Select(s => s.Name)];
            Dictionary<string, string> steps = [];
            for (int n = random.Next(4); n > 0; n--)
            {
                // No two steps become one: a plan refuses that.
                string from = names[random.Next(names.Length)], to = others[random.Next(others.Length)];
                if (!names.Any(s => s != from && steps.GetValueOrDefault(s, s) == to)) steps[from] = to;
            }

            FlowOutline outline = new(Document(other));
            int made = 5000;
            ApprovalOutcome outcome = Machine(outline, other, ref made).Do(before, new ApprovalAct.Move(steps), Ids[0]);
            string where = $"seed {seed}, from {before.Status}:\n{string.Join('\n', one.Rows.Select(Text))}\nto\n{string.Join('\n', other.Rows.Select(Text))}\nby {string.Join(' ', steps)}";
            Assert.True((outcome.Refusal is null) == (before.Status is RequestStatus.Pending or RequestStatus.Returned), $"{outcome.Refusal?.Code} {where}");
            if (outcome.Refusal is not null) continue;
            moved++;
            renamed += steps.Count > 0 ? 1 : 0;
            Assert.Equal(TrailActs.Move, outcome.Entries[0].Act);
            ApprovalState state = outcome.State;
            Assert.All(before.Tasks.Where(t => t.Status is TaskStatus.Approved or TaskStatus.Rejected), t => Assert.Equal(t.Status, state.Tasks.First(n => n.Id == t.Id).Status));
            for (int turn = 0; state.Status == RequestStatus.Pending; turn++)
            {
                Assert.All(state.Tasks.Where(t => t.Status is TaskStatus.Pending or TaskStatus.Waiting), t => Assert.True(
                    outline.Find(t.Step) is { Step.Branches.IsEmpty: true } && state.Steps[t.Step].Status == StepStatus.Open, $"{t.Step} {where}"));
                ApprovalTaskState? next = state.Tasks.FirstOrDefault(t => t.Status == TaskStatus.Pending);
                Assert.True(next is not null && turn < 200, $"nobody is asked. {where}");
                state = Machine(outline, other, ref made).Do(state, new ApprovalAct.Approve(next.Id, []), next.Assignee).State;
            }

            ended += state.Status == RequestStatus.Approved ? 1 : 0;
        }

        Assert.True(moved > 500 && renamed > 200 && ended > 300, $"{moved} went over, {renamed} with names, {ended} were approved");
    }

    private static ApprovalMachine Machine(FlowOutline outline, ReferenceFlow flow, ref int made)
    {
        int from = made;
        made += 1000;
        return new ApprovalMachine(outline, new Directory(flow), () => new Guid(from++, 0, 0, new byte[8]), Begin.AddMinutes(1));
    }

    /// <summary>A request after some acts on it.</summary>
    private static ApprovalState Story(Random random, ReferenceFlow flow)
    {
        ReferenceApproval reference = new(flow, 0);
        FlowOutline outline = new(Document(flow));
        ApprovalState state = new() { Submitter = Ids[0] };
        int made = 1000;
        for (int i = 0, acts = random.Next(1, 12); i < acts; i++)
        {
            ReferenceAct act = i == 0 ? new ReferenceAct("submit", 0) : RandomAct(random, flow, reference);
            reference.Do(act);
            if (ActOf(act, state) is not { } real) continue;
            ApprovalMachine machine = new(outline, new Directory(flow), () => new Guid(made++, 0, 0, new byte[8]), Begin);
            state = machine.Do(state, real, Ids[act.Person]).State;
        }

        return state;
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
            string before = reference.Status;
            bool expected = reference.Do(act);
            ApprovalEnding? turn = null;
            bool actual = false;
            if (ActOf(act, state) is { } real)
            {
                ApprovalMachine machine = new(outline, new Directory(flow), () => new Guid(made++, 0, 0, new byte[8]), now);
                ApprovalOutcome outcome = machine.Do(state, real, Ids[act.Person]);
                actual = outcome.Refusal is null && (act.Kind != "time" || outcome.Entries.Count > 0) && (act.Kind != "edit" || outcome.Ending is not null || state.Status == RequestStatus.Pending);
                state = outcome.State;
                turn = outcome.Ending;
            }

            string where = $"seed {seed}: {string.Join(" | ", story)}\n{string.Join('\n', flow.Rows.Select(Text))}";
            Assert.True(expected == actual, $"expected {expected}, was {actual}. {where}");
            Assert.True(reference.Status == state.Status.ToString(), $"expected {reference.Status}, was {state.Status}. {where}");
            string asked = string.Join(' ', reference.Asked), really = string.Join(' ', Asked(state));
            Assert.True(asked == really, $"expected {asked}, was {really}. {where}");
            Assert.True(TurnOf(before, reference.Status, act, expected) == turn, $"expected the turn {TurnOf(before, reference.Status, act, expected)}, was {turn}. {where}");
            if (!actual) continue;
            accepted[act.Kind] = accepted.GetValueOrDefault(act.Kind) + 1;
            accepted[reference.Status] = accepted.GetValueOrDefault(reference.Status) + 1;
        }
    }

    /// <summary>The turn at which a flow sets fields and does its actions, by what became of the request; nothing is done at what was refused, or only went on.</summary>
    private static ApprovalEnding? TurnOf(string before, string after, ReferenceAct act, bool isDone) => !isDone ? null : (before == after && act.Kind != "submit") ? null : after switch
    {
        "Pending" => act.Kind == "submit" ? ApprovalEnding.Submitted : null,
        "Approved" => ApprovalEnding.Approved,
        "Rejected" or "Returned" => ApprovalEnding.Rejected,
        _ => ApprovalEnding.Recalled,
    };

    private static string Text(ReferenceRow row) => row.Step is { } s
        ? $"{s.Name} {s.Rule} [{string.Join(',', s.People)}]{(s.Applies ? "" : " off")}{(s.IsWatching ? " watching" : "")} {string.Join(' ', s.Limits.Select(l => $"{l.Do}@{l.After}x{l.Times}/{l.Every}->{string.Join(',', l.To)}"))}"
        : $"{row.Flow}({string.Join(" || ", row.Branches.Select(b => string.Join(" then ", b.Select(Text))))})";

    private static IEnumerable<(string Step, int Person)> Asked(ApprovalState state) =>
        state.Tasks.Where(t => t.Status == TaskStatus.Pending).Select(t => (t.Step, Array.IndexOf(Ids, t.Assignee))).Order();

    private static ReferenceAct RandomAct(Random random, ReferenceFlow flow, ReferenceApproval reference)
    {
        string kind = Kinds[random.Next(Kinds.Length)];
        if (kind == "cancel") return new ReferenceAct(random.Next(4) == 0 ? kind : "time", 0);
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
            case "cancel": return new ApprovalAct.Cancel();
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
        return new ReferenceFlow(Rows([1, 2, 3, 4, 5], random.Next(1, 4), string.Empty, 0));

        // Whoever approved in one branch may be taken for granted in another, and then take it back: branches have people of their own.
        IReadOnlyList<ReferenceRow> Rows(int[] from, int count, string within, int depth) => [.. Enumerable.Range(0, count).Select(_ => Row(from, within, depth))];

        ReferenceRow Row(int[] from, string within, int depth)
        {
            int kind = depth > 2 ? 5 : random.Next(6);
            if (kind == 0)
            {
                string name = Named(within, "f");
                return new ReferenceRow(null, [Rows(from, random.Next(1, 3), name, depth + 1)], name);
            }

            if (kind > 2 || from.Length < 2) return new ReferenceRow(Step(Persons(random.Next(1, Math.Min(from.Length, 3) + 1), from), within), []);
            int cut = from.Length / 2;
            return new ReferenceRow(null, [Rows(from[..cut], random.Next(1, 3), within, depth + 1), Rows(from[cut..], random.Next(1, 3), within, depth + 1)]);
        }

        string Named(string within, string kind)
        {
            string own = $"{kind}{names++}";
            return within.Length == 0 ? own : within + char.ToUpperInvariant(own[0]) + own[1..];
        }

        int[] Persons(int n, int[] from)
        {
            int[] shuffled = [.. from];
            random.Shuffle(shuffled);
            return shuffled[..n];
        }

        FlowStep Step(int[] people, string within)
        {
            string[] rules = ["any", "all", "ratio", "inOrder"];
            return new FlowStep(Named(within, "s"), rules[random.Next(rules.Length)], people, random.Next(6) > 0, watched && random.Next(2) == 0, Limits());
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

    /// <summary>The document, with the flows that it goes through in place.</summary>
    private static ApprovalFlowDocument Document(ReferenceFlow flow)
    {
        Dictionary<string, ApprovalFlowDocument> flows = [];
        int forks = 0;
        return SubFlows.Expand(Flow("main", Steps(flow.Rows, string.Empty)), n => flows.GetValueOrDefault(n));

        ApprovalFlowDocument Flow(string name, EquatableArray<ApprovalStep> steps) => new() { Name = name, Id = name, Object = "Thing", Steps = steps };

        EquatableArray<ApprovalStep> Steps(IReadOnlyList<ReferenceRow> rows, string within) => rows.Select(r => StepOf(r, within)).ToEquatableArray();

        ApprovalStep StepOf(ReferenceRow row, string within)
        {
            LocalizedText label = LocalizedText.Of("x");
            if (row.Step is { } step) return new ApprovalStep(Own(step.Name, within), label, "when " + step.Name, AskingOf(step));
            if (row.Flow is { } name)
            {
                flows[name] = Flow(name, Steps(row.Branches[0], name));
                return new ApprovalStep(Own(name, within), label, Asking: new ApprovalAsking(), Flow: name);
            }

            string fork = $"fork{forks++}";
            return new ApprovalStep(fork, label, null, new ApprovalAsking(), row.Branches.Select((b, i) => new ApprovalBranch($"{fork}x{i}", label, null, Steps(b, within))).ToEquatableArray());
        }

        static string Own(string name, string within) => within.Length == 0 ? name : char.ToLowerInvariant(name[within.Length]) + name[(within.Length + 1)..];
    }

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
