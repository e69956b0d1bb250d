using Platform.Metadata.Documents;
using Platform.Runtime.Approvals.Engine;
using TaskStatus = Platform.Runtime.Approvals.Engine.TaskStatus;

namespace Platform.Runtime.Approvals;

/// <summary>Who would be asked for a record, now, if everyone approved.</summary>
/// <param name="Steps">Steps at which people are asked, in the order in which they begin.</param>
/// <param name="Problem">Why the flow could not go on; null when it would come to its end.</param>
internal sealed record ApprovalSimulation(IReadOnlyList<SimulatedStep> Steps, ApprovalRefusal? Problem)
{
    private const int MostActs = 1_000;

    /// <summary>Goes through a flow without keeping anything.</summary>
    public static ApprovalSimulation Run(FlowOutline outline, IApprovalDirectory directory, Guid submitter, DateTime now)
    {
        ApprovalState state = new() { Submitter = submitter };
        ApprovalOutcome outcome = Machine().Do(state, new ApprovalAct.Submit(new Dictionary<string, Guid[]>()), submitter);
        for (int acts = 0; outcome.Refusal is null && acts < MostActs; acts++)
        {
            state = outcome.State;
            if (state.Tasks.FirstOrDefault(t => t.Status == TaskStatus.Pending) is not { } task) break;
            outcome = Machine().Do(state, new ApprovalAct.Approve(task.Id, []), task.Assignee);
        }

        return new ApprovalSimulation([.. state.Tasks.GroupBy(t => t.Step).Select(Step)], outcome.Refusal);

        ApprovalMachine Machine() => new(outline, directory, Guid.CreateVersion7, now);

        SimulatedStep Step(IGrouping<string, ApprovalTaskState> tasks) => new(outline.Find(tasks.Key)!.Step, [.. tasks]);
    }

    /// <summary>Steps that find nobody for a submitter, or ask the submitter; steps whose people depend on a record or a choice are left out.</summary>
    public static IEnumerable<(ApprovalStep Step, bool IsSelf)> Check(FlowOutline outline, IApprovalDirectory directory, Guid submitter, DateTime now)
    {
        foreach (ApprovalStep step in outline.Asking)
        {
            if (step.Asking.Approvers.Concat(step.Asking.Fallback).Any(a => a.By is ApproverKind.Field or ApproverKind.PreviousChoice or ApproverKind.SubmitterChoice)) continue;
            ApprovalMachine machine = new(outline, directory, Guid.CreateVersion7, now);
            IReadOnlyList<Guid> people = machine.WouldAsk(step, submitter);
            if (people.Count == 0) yield return (step, false);
            else if (people.Contains(submitter)) yield return (step, true);
        }
    }
}

/// <summary>A step of a simulation.</summary>
/// <param name="Step">The step.</param>
/// <param name="Asked">Who is asked in it.</param>
internal sealed record SimulatedStep(ApprovalStep Step, IReadOnlyList<ApprovalTaskState> Asked);
