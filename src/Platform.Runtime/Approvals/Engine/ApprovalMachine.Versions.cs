using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>Requests whose flow changes or ends.</content>
internal sealed partial class ApprovalMachine
{
    private void Cancel(string? comment)
    {
        if (_status is not (RequestStatus.Pending or RequestStatus.Returned)) Refuse(ApprovalCodes.NotPending);
        End(RequestStatus.Recalled, ApprovalEnding.Recalled);
        Note(TrailActs.Cancel, null, comment);
    }

    /// <summary>
    /// The request goes on by this flow. What was answered counts in the steps that the flow has still; what lies before the place where the request is counts as gone through; whoever is asked in a step that is
    /// gone is asked no more. The time of open steps begins anew.
    /// </summary>
    private void Move(ApprovalAct.Move act)
    {
        if (_status is not (RequestStatus.Pending or RequestStatus.Returned)) Refuse(ApprovalCodes.NotPending);
        Note(TrailActs.Move, null, act.Comment);
        Rename(act.Steps);
        if (_status != RequestStatus.Pending) return;
        PassBy(outline.Steps);
        foreach (ApprovalStep step in outline.Asking.Where(s => StatusOf(s.Name) == StepStatus.Open).ToList())
        {
            StartClock(step.Name);
            AskAll(step);
            Settle(step);
            if (_status != RequestStatus.Pending) return;
        }

        Advance();
    }

    /// <summary>Who waited for their turn in a step that asks all at once now is asked.</summary>
    private void AskAll(ApprovalStep step)
    {
        if (step.Asking.Rule == ApprovalRule.InOrder) return;
        foreach (ApprovalTaskState task in TasksOf(step))
        {
            if (task is { Kind: TaskKind.Approver, Status: TaskStatus.Waiting } && !IsHeld(task)) Put(task with { Status = TaskStatus.Pending });
        }
    }

    private void Rename(IReadOnlyDictionary<string, string> names)
    {
        HashSet<string> asking = [.. _tasks.Select(t => t.Step)];
        Dictionary<string, StepState> before = new(_steps, StringComparer.Ordinal);
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        _steps.Clear();
        // Of several that would have one name, the one that has it already goes on.
        foreach ((string name, StepState step) in before.OrderBy(s => names.ContainsKey(s.Key)))
        {
            string now = names.GetValueOrDefault(name, name);
            // What asked people and has branches now, or the other way round, is another step.
            bool fits = outline.Find(now) is { } place ? step.Status != StepStatus.Open || place.Step.Branches.IsEmpty == asking.Contains(name) : outline.HasBranch(now);
            if (!fits || !_steps.TryAdd(now, step)) continue;
            kept[name] = now;
        }

        for (int i = 0; i < _tasks.Count; i++)
        {
            ApprovalTaskState task = _tasks[i];
            if (kept.TryGetValue(task.Step, out string? now) && outline.Find(now) is { Step.Branches.IsEmpty: true }) _tasks[i] = task with { Step = now };
            else if (task.IsOpen()) _tasks[i] = task with { Status = TaskStatus.Canceled };
        }
    }

    /// <summary>Steps that come before one that has begun, and branches of open steps, whose turn would come too late, are left out.</summary>
    private void PassBy(IReadOnlyList<ApprovalStep> steps)
    {
        int last = -1;
        for (int i = 0; i < steps.Count; i++)
        {
            if (StatusOf(steps[i].Name) != StepStatus.Waiting) last = i;
        }

        for (int i = 0; i <= last; i++)
        {
            ApprovalStep step = steps[i];
            if (StatusOf(step.Name) == StepStatus.Waiting) Set(step.Name, StepStatus.Skipped);
            if (StatusOf(step.Name) != StepStatus.Open) continue;
            foreach (ApprovalBranch branch in step.Branches)
            {
                if (StatusOf(branch.Name) == StepStatus.Waiting) Set(branch.Name, StepStatus.Skipped);
                else PassBy(outline.StepsOf(branch));
            }
        }
    }
}
