using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>How steps begin and end.</content>
internal sealed partial class ApprovalMachine
{
    private StepStatus StatusOf(string name) => _steps.TryGetValue(name, out StepState? step) ? step.Status : StepStatus.Waiting;

    private int RoundOf(string name) => _steps.TryGetValue(name, out StepState? step) ? step.Round : 0;

    private void Set(string name, StepStatus status, int? round = null)
    {
        StepState before = _steps.GetValueOrDefault(name) ?? new StepState(StepStatus.Waiting, 0, now);
        _steps[name] = before with { Status = status, Round = round ?? before.Round, BegunAt = before.Status == StepStatus.Waiting ? now : before.BegunAt };
    }

    private void Wait(string name) => Set(name, StepStatus.Waiting);

    /// <summary>Goes on as far as nobody has to be asked.</summary>
    private void Advance()
    {
        if (_status != RequestStatus.Pending || !Advance(outline.Steps, null)) return;
        _status = RequestStatus.Approved;
        // A request that nobody had to decide is approved as it is submitted.
        _ending = ApprovalEnding.Approved;
        Note(TrailActs.Complete, null, null);
    }

    /// <summary>Goes on in steps that follow each other; true when all are done.</summary>
    private bool Advance(IReadOnlyList<ApprovalStep> steps, ApprovalStep? previous)
    {
        foreach (ApprovalStep step in steps)
        {
            if (StatusOf(step.Name) == StepStatus.Waiting) Begin(step, previous);
            if (_status != RequestStatus.Pending) return false;
            if (StatusOf(step.Name) == StepStatus.Open && !step.Branches.IsEmpty) Join(step, previous);
            switch (StatusOf(step.Name))
            {
                case StepStatus.Open: return false;
                case StepStatus.Passed when step.Branches.IsEmpty: previous = step; break;
                default: break;
            }
        }

        return true;
    }

    private void Begin(ApprovalStep step, ApprovalStep? previous)
    {
        if (step.When is not null && !directory.Holds(step.When)) Set(step.Name, StepStatus.Skipped);
        else if (step.Branches.IsEmpty) Ask(step, previous, isAgain: false);
        else Fork(step);
    }

    private void Fork(ApprovalStep step)
    {
        bool any = false;
        foreach (ApprovalBranch branch in step.Branches)
        {
            bool runs = (!step.FirstOnly || !any) && (branch.When is null || directory.Holds(branch.When));
            Set(branch.Name, runs ? StepStatus.Open : StepStatus.Skipped);
            any |= runs;
        }

        Set(step.Name, any ? StepStatus.Open : StepStatus.Skipped);
    }

    private void Join(ApprovalStep step, ApprovalStep? previous)
    {
        foreach (ApprovalBranch branch in step.Branches)
        {
            if (StatusOf(branch.Name) == StepStatus.Open && Advance(outline.StepsOf(branch), previous)) Set(branch.Name, StepStatus.Passed);
            if (_status != RequestStatus.Pending) return;
        }

        if (step.Branches.All(b => StatusOf(b.Name) is StepStatus.Passed or StepStatus.Skipped)) Set(step.Name, StepStatus.Passed);
    }

    /// <summary>Asks the people of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="previous">The step passed before it.</param>
    /// <param name="isAgain">It had been asked before, and earlier answers do not count.</param>
    private void Ask(ApprovalStep step, ApprovalStep? previous, bool isAgain)
    {
        int round = RoundOf(step.Name) + 1;
        IReadOnlyList<AskedPerson> people = People(step, previous);
        HashSet<Guid> asked = [];
        int slot = 0;
        foreach (AskedPerson person in people)
        {
            Guid assignee = StandIn(person.User);
            if (!asked.Add(assignee)) continue;
            bool automatic = person.IsGranted || (!isAgain && outline.Flow.AskOnce && HasApproved(assignee));
            Put(new ApprovalTaskState
            {
                Id = newId(),
                Step = step.Name,
                Round = round,
                Submission = _state.Submission,
                Slot = slot++,
                Assignee = assignee,
                AskedAt = now,
                For = assignee == person.User ? null : person.User,
                Status = automatic ? TaskStatus.Approved : step.Asking.Rule == ApprovalRule.InOrder ? TaskStatus.Waiting : TaskStatus.Pending,
                IsAutomatic = automatic,
                DecidedAt = automatic ? now : null,
            });
        }

        Set(step.Name, StepStatus.Open, round);
        StartClock(step.Name);
        Settle(step);
    }

    private Guid StandIn(Guid user)
    {
        if (directory.StandInOf(user) is not { } other || !directory.IsActive(other)) return user;
        return other == Submitter && outline.Flow.SelfApproval != SelfApproval.Allow ? user : other;
    }

    private bool HasApproved(Guid user) => _tasks.Exists(t =>
        t is { Status: TaskStatus.Approved, IsAutomatic: false } && t.Kind != TaskKind.Opinion && t.Assignee == user && t.Submission == _state.Submission
        && StatusOf(t.Step) == StepStatus.Passed && t.Round == RoundOf(t.Step));

    private List<ApprovalTaskState> TasksOf(ApprovalStep step)
    {
        int round = RoundOf(step.Name);
        return _tasks.FindAll(t => t.Step == step.Name && t.Round == round);
    }

    /// <summary>What the answers of a slot come to: true, false, or null while somebody is still asked.</summary>
    private static bool? Answer(IEnumerable<ApprovalTaskState> slot)
    {
        bool approved = false, open = false;
        foreach (ApprovalTaskState task in slot)
        {
            if (task.Kind == TaskKind.Opinion) continue;
            if (task.Status == TaskStatus.Rejected) return false;
            open |= task.IsOpen() && task.Kind != TaskKind.Before;
            approved |= task is { Status: TaskStatus.Approved, Kind: TaskKind.Approver };
        }

        return approved && !open ? true : null;
    }

    /// <summary>Works out what a step has come to, and asks the next of those who are asked in order.</summary>
    private void Settle(ApprovalStep step)
    {
        var slots = TasksOf(step).GroupBy(t => t.Slot).OrderBy(g => g.Key).Select(g => (Tasks: g.ToList(), Answer: Answer(g))).ToList();
        int total = slots.Count, yes = slots.Count(s => s.Answer == true), no = slots.Count(s => s.Answer == false);
        bool? result = step.Asking.Rule switch
        {
            ApprovalRule.Any => yes > 0 ? true : no > 0 ? false : null,
            ApprovalRule.Ratio => yes >= step.Asking.Ratio!.Value * total ? true : total - no < step.Asking.Ratio!.Value * total ? false : null,
            _ => no > 0 ? false : yes == total ? true : null,
        };
        foreach (var slot in slots.Where(s => s.Answer is not null))
        {
            Close(t => t.Step == step.Name && slot.Tasks.Exists(s => s.Id == t.Id), keepsResuming: true);
        }

        if (result is true)
        {
            Set(step.Name, StepStatus.Passed);
            Close(t => t.Step == step.Name, keepsResuming: true);
            Tell(step);
        }
        else if (result is false)
        {
            End(RequestStatus.Rejected, ApprovalEnding.Rejected);
        }
        else if (step.Asking.Rule == ApprovalRule.InOrder)
        {
            AskNext(step, slots.First(s => s.Answer is null).Tasks);
        }
    }

    /// <summary>Asks the next of those who are asked in order; each has the whole time of the step.</summary>
    private void AskNext(ApprovalStep step, List<ApprovalTaskState> slot)
    {
        ApprovalTaskState? next = slot.Find(t => t is { Kind: TaskKind.Approver, Status: TaskStatus.Waiting });
        if (next is null || IsHeld(next)) return;
        Put(next with { Status = TaskStatus.Pending });
        StartClock(step.Name);
    }

    private bool IsHeld(ApprovalTaskState task) => _tasks.Exists(t => t.Parent == task.Id && t.IsOpen() && t.HoldsParent());

    private void Tell(ApprovalStep step)
    {
        if (step.Asking.Cc.IsEmpty) return;
        Guid[] told = [.. step.Asking.Cc.SelectMany(a => Find(a, step, null)).Where(directory.IsActive).Distinct()];
        _state = _state with { Copied = [.. _state.Copied.Concat(told).Distinct()] };
        if (told.Length > 0) Note(TrailActs.Copy, step.Name, null, told);
    }
}
