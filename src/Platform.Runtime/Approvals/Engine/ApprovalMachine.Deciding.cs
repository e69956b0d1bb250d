using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>Answers, and who gives them.</content>
internal sealed partial class ApprovalMachine
{
    private void Approve(ApprovalTaskState task, ApprovalAct.Approve act)
    {
        foreach (Guid person in act.Choices) CheckAskable(person);
        Put(task with { Status = TaskStatus.Approved, DecidedAt = now, Comment = act.Comment, Choices = act.Choices });
        Note(task.Kind == TaskKind.Opinion ? TrailActs.Opinion : TrailActs.Approve, task.Step, act.Comment, act.Choices.Length > 0 ? act.Choices : null);
        GiveBack(task);
        Settle(StepOf(task));
        Advance();
    }

    private void Reject(ApprovalTaskState task, string? comment)
    {
        Put(task with { Status = TaskStatus.Rejected, DecidedAt = now, Comment = comment });
        Note(task.Kind == TaskKind.Opinion ? TrailActs.Opinion : TrailActs.Reject, task.Step, comment);
        if (task.Kind == TaskKind.Opinion) GiveBack(task);
        Settle(StepOf(task));
        Advance();
    }

    private void Return(ApprovalTaskState task, ApprovalAct.Return act)
    {
        if (task.Kind == TaskKind.Opinion) Refuse(ApprovalCodes.OpinionOnly, task.Step);
        StepPlace here = outline.Find(task.Step)!;
        StepPlace? there = act.To is null ? null : Earlier(here, act.To);
        Put(task with { Status = TaskStatus.Returned, DecidedAt = now, Comment = act.Comment });
        Note(TrailActs.Return, task.Step, act.Comment, null, act.To);
        if (there is null)
        {
            End(RequestStatus.Returned, ApprovalEnding.Rejected);
            return;
        }

        Forget(outline.After(there));
        Close(t => t.Step == there.Step.Name, keepsResuming: false);
        Ask(there.Step, Before(there), isAgain: true);
        Advance();
    }

    /// <summary>The step to return to: one that was passed, before this one in the same branch or before the branches around it.</summary>
    private StepPlace Earlier(StepPlace here, string name)
    {
        bool isBefore = outline.Find(name) is { Step.Branches.IsEmpty: true } && StatusOf(name) == StepStatus.Passed && outline.Before(here).Any(s => s.Name == name);
        return isBefore ? outline.Find(name)! : throw new RefusedException(new ApprovalRefusal(ApprovalCodes.StepRefused, name));
    }

    /// <summary>Steps and branches wait as if they had not begun.</summary>
    private void Forget(IEnumerable<string> names)
    {
        HashSet<string> forgotten = [.. names];
        foreach (string name in forgotten) Wait(name);
        Close(t => forgotten.Contains(t.Step), keepsResuming: false);
    }

    private ApprovalStep? Before(StepPlace place) => outline.Before(place).LastOrDefault(s => s.Branches.IsEmpty && StatusOf(s.Name) == StepStatus.Passed);

    private void Transfer(ApprovalTaskState task, ApprovalAct.Transfer act)
    {
        CheckAskable(act.To);
        CheckNotAsked(task, act.To);
        ApprovalTaskState handed = task with { Id = newId(), Assignee = act.To, AskedAt = now, RemindedAt = null };
        Replace(task with { Status = TaskStatus.Transferred, DecidedAt = now, Comment = act.Comment }, handed);
        Note(TrailActs.Transfer, task.Step, act.Comment, [act.To]);
    }

    /// <summary>A task comes in another's place; those that the other's assignee had added are added to it.</summary>
    private void Replace(ApprovalTaskState task, ApprovalTaskState by)
    {
        Put(task);
        Put(by);
        for (int i = 0; i < _tasks.Count; i++)
        {
            if (_tasks[i].Parent == task.Id) _tasks[i] = _tasks[i] with { Parent = by.Id };
        }
    }

    private void Delegate(ApprovalTaskState task, ApprovalAct.Delegate act, Guid user)
    {
        Put(Added(task, TaskKind.Opinion, act.To, user));
        Put(task with { Status = TaskStatus.Waiting });
        Note(TrailActs.Delegate, task.Step, act.Comment, [act.To]);
    }

    private void AddSigner(ApprovalTaskState task, ApprovalAct.AddSigner act, Guid user)
    {
        // Whoever comes after one that was added before the approver comes before the approver, too.
        bool holds = !act.After || task.Kind == TaskKind.Before;
        ApprovalTaskState added = Added(task, holds ? TaskKind.Before : TaskKind.After, act.User, user);
        Put(act.After ? added with { Follows = task.Id, Parent = task.Kind == TaskKind.Before ? task.Parent : task.Id } : added);
        Put(act.After
            ? task with { Status = TaskStatus.Approved, DecidedAt = now, Comment = act.Comment }
            : task with { Status = TaskStatus.Waiting });
        Note(act.After ? TrailActs.AddAfter : TrailActs.AddBefore, task.Step, act.Comment, [act.User]);
        if (!act.After) return;
        GiveBack(task);
        Settle(StepOf(task));
        Advance();
    }

    private ApprovalTaskState Added(ApprovalTaskState task, TaskKind kind, Guid person, Guid user)
    {
        if (task.Kind == TaskKind.Opinion) Refuse(ApprovalCodes.OpinionOnly, task.Step);
        CheckAskable(person);
        CheckNotAsked(task, person);
        return task with
        {
            Id = newId(),
            Kind = kind,
            Assignee = person,
            For = null,
            Parent = task.Id,
            Follows = null,
            AskedAt = now,
            AddedBy = user,
            Status = TaskStatus.Pending,
            RemindedAt = null,
        };
    }

    private void CheckNotAsked(ApprovalTaskState task, Guid person)
    {
        if (IsAsked(task.Step, person)) Refuse(ApprovalCodes.AlreadyAsked, task.Step);
    }

    private bool IsAsked(string step, Guid person) => _tasks.Exists(t => t.IsOpen() && t.Step == step && t.Assignee == person);

    private void RemoveSigner(ApprovalTaskState task, string? comment, Guid user, bool isAdministrator)
    {
        if (task.Kind == TaskKind.Approver) Refuse(ApprovalCodes.NotAdded, task.Step);
        if (task.AddedBy != user && !isAdministrator) Refuse(ApprovalCodes.NotAssignee, task.Step);
        Remove(task);
        Note(TrailActs.RemoveSigner, task.Step, comment, [task.Assignee]);
        GiveBack(task);
        Settle(StepOf(task));
        Advance();
    }

    /// <summary>Takes a task away, and those that its assignee had added.</summary>
    private void Remove(ApprovalTaskState task)
    {
        foreach (ApprovalTaskState child in _tasks.FindAll(t => t.Parent == task.Id && t.IsOpen())) Remove(child);
        Put(task with { Status = TaskStatus.Removed, DecidedAt = now });
    }

    /// <summary>A task that others were asked for is its assignee's again when none of them is left.</summary>
    private void GiveBack(ApprovalTaskState task)
    {
        if (!task.HoldsParent() || _tasks.Find(t => t.Id == task.Parent) is not { Status: TaskStatus.Waiting } parent || IsHeld(parent)) return;
        Put(parent with { Status = TaskStatus.Pending });
    }

    private ApprovalStep StepOf(ApprovalTaskState task) => outline.Find(task.Step)!.Step;
}
