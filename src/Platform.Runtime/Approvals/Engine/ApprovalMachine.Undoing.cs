using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>Approvals that are taken back, or that an edit makes void.</content>
internal sealed partial class ApprovalMachine
{
    private void TakeBack(ApprovalTaskState task, string? comment, Guid user)
    {
        if (task.Assignee != user) Refuse(ApprovalCodes.NotAssignee, task.Step);
        if (task.Kind == TaskKind.Opinion) Refuse(ApprovalCodes.OpinionOnly, task.Step);
        bool isCurrent = task.Submission == _state.Submission && task.Round == RoundOf(task.Step) && StatusOf(task.Step) is StepStatus.Open or StepStatus.Passed;
        if (!isCurrent || task is not { Status: TaskStatus.Approved, IsAutomatic: false }) Refuse(ApprovalCodes.TaskClosed, task.Step);
        StepPlace place = outline.Find(task.Step)!;
        HashSet<string> following = [.. Following(place).Where(name => _steps.TryGetValue(name, out StepState? step) && step.Status != StepStatus.Waiting && step.BegunAt >= task.DecidedAt)];
        if (IsActedUpon(task, place.Step, following) || IsPassedByTime(place.Step)) Refuse(ApprovalCodes.TooLate, task.Step);
        Forget(following);
        Put(task with { Status = TaskStatus.Pending, DecidedAt = null, Comment = null, Choices = [] });
        if (StatusOf(task.Step) == StepStatus.Passed) Reopen(place);
        foreach (ApprovalTaskState added in _tasks.FindAll(t => t.Follows == task.Id && t.IsOpen())) Remove(added);
        Hold(task, place.Step);
        StartClock(task.Step);
        Note(TrailActs.TakeBack, task.Step, comment);
        Settle(place.Step);
    }

    /// <summary>What comes after the step; of that, what began with or after the approval began because of it.</summary>
    private IEnumerable<string> Following(StepPlace place)
    {
        if (StatusOf(place.Step.Name) != StepStatus.Passed) return [];
        // What follows the branches may have begun though they are open: an edit made another of them void.
        return outline.After(place).Concat(outline.AfterForks(place));
    }

    /// <summary>The next have acted: in the steps that follow, in the order of the step, or in the task's own slot.</summary>
    private bool IsActedUpon(ApprovalTaskState task, ApprovalStep step, HashSet<string> following) => _tasks.Exists(t =>
    {
        if (t.Id == task.Id || t.Submission != task.Submission || t.Status is TaskStatus.Canceled or TaskStatus.Removed) return false;
        if (following.Contains(t.Step)) return t.Round == RoundOf(t.Step) && t.IsTouched();
        if (t.Step != task.Step || t.Round != task.Round) return false;
        bool isLaterInOrder = step.Asking.Rule == ApprovalRule.InOrder && t.Slot > task.Slot && t.IsTouched();
        bool isLaterInSlot = t.Slot == task.Slot && (t.DecidedAt >= task.DecidedAt || (t.AskedAt >= task.DecidedAt && t.Follows != task.Id));
        bool isAskedAgain = t.Assignee == task.Assignee && t.AskedAt >= task.DecidedAt;
        return isLaterInOrder || isLaterInSlot || isAskedAgain;
    });

    /// <summary>A time limit passed the step, since people were last asked.</summary>
    private bool IsPassedByTime(ApprovalStep step) => _steps[step.Name].Elapsed.Where((times, i) => times > 0 && i < step.Asking.TimeLimits.Count && step.Asking.TimeLimits[i].Do == TimeLimitAction.Approve).Any();

    private void Reopen(StepPlace place)
    {
        Set(place.Step.Name, StepStatus.Open);
        OpenAround(place);
        for (int i = 0; i < _tasks.Count; i++)
        {
            ApprovalTaskState other = _tasks[i];
            bool resumes = other is { Status: TaskStatus.Canceled, Resume: not null } && other.Step == place.Step.Name && other.Round == RoundOf(place.Step.Name);
            if (resumes) _tasks[i] = other with { Status = other.Resume!.Value, Resume = null };
        }
    }

    /// <summary>The branches that a step lies in are open with it.</summary>
    private void OpenAround(StepPlace place)
    {
        foreach (BranchPlace around in FlowOutline.Around(place))
        {
            Set(around.Branch.Name, StepStatus.Open);
            Set(around.Fork.Step.Name, StepStatus.Open);
        }
    }

    /// <summary>Whoever was asked because of the approval waits again.</summary>
    private void Hold(ApprovalTaskState task, ApprovalStep step)
    {
        if (task.HoldsParent() && _tasks.Find(t => t.Id == task.Parent) is { Status: TaskStatus.Pending } parent) Put(parent with { Status = TaskStatus.Waiting });
        if (step.Asking.Rule != ApprovalRule.InOrder) return;
        foreach (ApprovalTaskState next in TasksOf(step).Where(t => t.Slot > task.Slot && t.Status == TaskStatus.Pending)) Put(next with { Status = TaskStatus.Waiting });
    }

    private void Edit(ApprovalAct.Edit act)
    {
        HashSet<string> changed = [.. act.Fields];
        foreach (ApprovalStep step in outline.Asking.Where(s => s.Asking.WatchedFields.Any(changed.Contains)))
        {
            if (_status == RequestStatus.Approved && StatusOf(step.Name) == StepStatus.Passed)
            {
                _status = RequestStatus.Lapsed;
                _ending = ApprovalEnding.Recalled;
                Note(TrailActs.Lapse, step.Name, null);
                return;
            }

            if (_status == RequestStatus.Pending && HasAnswers(step)) AskAgain(step);
        }

        Advance();
    }

    private bool HasAnswers(ApprovalStep step) => StatusOf(step.Name) == StepStatus.Passed
        || (StatusOf(step.Name) == StepStatus.Open && TasksOf(step).Exists(t => t.Status == TaskStatus.Approved && t.Kind != TaskKind.Opinion));

    /// <summary>What was approved in the step is void; the others stand.</summary>
    private void AskAgain(ApprovalStep step)
    {
        StepPlace place = outline.Find(step.Name)!;
        Close(t => t.Step == step.Name, keepsResuming: false);
        Note(TrailActs.Void, step.Name, null);
        OpenAround(place);
        Ask(step, Before(place), isAgain: true);
    }
}
