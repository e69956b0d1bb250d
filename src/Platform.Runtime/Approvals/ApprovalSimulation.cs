using Platform.Metadata.Calendars;
using Platform.Metadata.Documents;
using Platform.Runtime.Approvals.Engine;
using TaskStatus = Platform.Runtime.Approvals.Engine.TaskStatus;

namespace Platform.Runtime.Approvals;

/// <summary>Who would be asked for a record, now, if everyone approved.</summary>
/// <param name="Steps">Steps at which people are asked, in the order in which they begin.</param>
/// <param name="Skipped">Names of the steps and branches that are left out.</param>
/// <param name="Problem">Why the flow could not go on; null when it would come to its end.</param>
internal sealed record ApprovalSimulation(IReadOnlyList<SimulatedStep> Steps, IReadOnlyList<string> Skipped, ApprovalRefusal? Problem)
{
    private const int MostActs = 1_000;

    /// <summary>Goes through a flow without keeping anything.</summary>
    /// <param name="outline">The flow.</param>
    /// <param name="directory">People and the record.</param>
    /// <param name="submitter">Who submits.</param>
    /// <param name="choices">Whom the submitter, or the approver before, chooses for a step.</param>
    /// <param name="now">The instant.</param>
    /// <param name="time">The working time by which time limits count; null for every hour.</param>
    public static ApprovalSimulation Run(FlowOutline outline, IApprovalDirectory directory, Guid submitter, IReadOnlyDictionary<string, Guid[]> choices, DateTime now, WorkingTime? time = null)
    {
        ApprovalState state = new() { Submitter = submitter };
        ApprovalStep[] asking = [.. outline.Asking];
        ApprovalOutcome outcome = Machine().Do(state, new ApprovalAct.Submit(choices), submitter);
        for (int acts = 0; outcome.Refusal is null && acts < MostActs; acts++)
        {
            state = outcome.State;
            if (state.Tasks.FirstOrDefault(t => t.Status == TaskStatus.Pending) is not { } task) break;
            outcome = Machine().Do(state, new ApprovalAct.Approve(task.Id, ChosenAfter(task.Step)), task.Assignee);
        }

        string[] skipped = [.. state.Steps.Where(s => s.Value.Status == StepStatus.Skipped).Select(s => s.Key)];
        return new ApprovalSimulation([.. state.Tasks.GroupBy(t => t.Step).Select(Step)], skipped, outcome.Refusal);

        ApprovalMachine Machine() => new(outline, directory, Guid.CreateVersion7, now);

        SimulatedStep Step(IGrouping<string, ApprovalTaskState> tasks)
        {
            ApprovalStep step = outline.Find(tasks.Key)!.Step;
            return new SimulatedStep(step, Machine().Explain(state, tasks.Key), [.. tasks], [.. new ApprovalClock(outline, time ?? WorkingTime.Always).Of(step, now)]);
        }

        Guid[] ChosenAfter(string step)
        {
            ApprovalStep? next = asking.SkipWhile(s => s.Name != step).Skip(1).FirstOrDefault(s => s.Asking.Approvers.Concat(s.Asking.Fallback).Any(a => a.By == ApproverKind.PreviousChoice));
            return next is null ? [] : choices.GetValueOrDefault(next.Name, []);
        }
    }

    /// <summary>Steps that find nobody for a submitter, or ask the submitter; steps whose people depend on a record or a choice are left out.</summary>
    public static IEnumerable<(ApprovalStep Step, bool IsSelf)> Check(FlowOutline outline, IApprovalDirectory directory, Guid submitter, DateTime now)
    {
        foreach (ApprovalStep step in outline.Asking)
        {
            if (step.Asking.Approvers.Concat(step.Asking.Fallback).Any(a => a.By is ApproverKind.Field or ApproverKind.PreviousChoice or ApproverKind.SubmitterChoice or ApproverKind.Hook)) continue;
            ApprovalMachine machine = new(outline, directory, Guid.CreateVersion7, now);
            IReadOnlyList<Guid> people = machine.WouldAsk(step, submitter);
            if (people.Count == 0) yield return (step, false);
            else if (people.Contains(submitter)) yield return (step, true);
        }
    }
}

/// <summary>A step of a simulation.</summary>
/// <param name="Step">The step.</param>
/// <param name="People">How its people are found.</param>
/// <param name="Asked">Who is asked in it.</param>
/// <param name="Limits">What happens when nobody answers, and when that would be if they were asked now.</param>
internal sealed record SimulatedStep(ApprovalStep Step, StepPeople People, IReadOnlyList<ApprovalTaskState> Asked, IReadOnlyList<(TimeLimit Limit, DateTime? At)> Limits);
