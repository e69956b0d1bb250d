using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>What happens because nobody answers.</content>
internal sealed partial class ApprovalMachine
{
    private readonly ApprovalClock _clock = new(outline, time ?? Metadata.Calendars.WorkingTime.Always);

    /// <summary>Does what is due by now, in the order in which it was due. A reminder that was due several times is given once.</summary>
    private void Elapse()
    {
        while (_status == RequestStatus.Pending && _clock.Next(_steps) is { } reached && reached.At <= now)
        {
            string name = reached.Step.Name;
            int[] elapsed = new int[reached.Step.Asking.TimeLimits.Count];
            for (int i = 0; i < _steps[name].Elapsed.Count; i++) elapsed[i] = _steps[name].Elapsed[i];
            elapsed[reached.Index] = _clock.Reached(_steps[name], reached.Limit, now);
            _steps[name] = _steps[name] with { Elapsed = elapsed };
            switch (reached.Limit.Do)
            {
                case TimeLimitAction.Remind: RemindStep(reached.Step); break;
                case TimeLimitAction.Escalate: Escalate(reached.Step, reached.Limit); break;
                case TimeLimitAction.Approve: ApproveByTime(reached.Step); break;
                default: RejectByTime(reached.Step); break;
            }
        }
    }

    /// <summary>The time of a step begins: somebody is asked who was not.</summary>
    private void StartClock(string step) => _steps[step] = _steps[step] with { AskedAt = now, Elapsed = [] };

    private void RemindStep(ApprovalStep step)
    {
        List<Guid> reminded = [];
        foreach (ApprovalTaskState task in Asked(step))
        {
            Put(task with { RemindedAt = now });
            reminded.Add(task.Assignee);
        }

        Note(TrailActs.Remind, step.Name, null, reminded);
    }

    /// <summary>Whoever is asked is asked no more, but the first of the people meant who is not asked already.</summary>
    private void Escalate(ApprovalStep step, TimeLimit limit)
    {
        List<Guid> people = [];
        foreach (ApprovalTaskState task in Asked(step))
        {
            if (Successor(step, limit, task) is not var (assignee, principal)) continue;
            ApprovalTaskState handed = task with { Id = newId(), Assignee = assignee, For = principal, AskedAt = now, RemindedAt = null };
            Replace(task with { Status = TaskStatus.Transferred, DecidedAt = now, IsByTime = true }, handed);
            people.Add(assignee);
        }

        Note(TrailActs.Escalate, step.Name, null, people);
    }

    /// <summary>Who is asked instead, and in whose place they stand in; null for nobody.</summary>
    private (Guid Assignee, Guid? Principal)? Successor(ApprovalStep step, TimeLimit limit, ApprovalTaskState task)
    {
        IEnumerable<Guid> meant = limit.To.SelectMany(a => a.By == ApproverKind.Manager ? ManagersOf(task.Assignee).Skip((a.Level ?? 1) - 1).Take(1) : Find(a, step, null));
        foreach (Guid person in meant.Where(directory.IsActive))
        {
            Guid assignee = StandIn(person);
            bool isSelf = assignee == Submitter && outline.Flow.SelfApproval != SelfApproval.Allow;
            if (!isSelf && !IsAsked(step.Name, assignee)) return (assignee, assignee == person ? null : person);
        }

        return null;
    }

    private void ApproveByTime(ApprovalStep step)
    {
        Close(t => t.Step == step.Name && t.Kind != TaskKind.Approver, keepsResuming: false);
        foreach (ApprovalTaskState task in TasksOf(step).Where(t => t.IsOpen()))
        {
            Put(task with { Status = TaskStatus.Approved, DecidedAt = now, IsAutomatic = true, IsByTime = true });
        }

        Note(TrailActs.ApproveByTime, step.Name, null);
        Settle(step);
        Advance();
    }

    private void RejectByTime(ApprovalStep step)
    {
        Note(TrailActs.RejectByTime, step.Name, null);
        End(RequestStatus.Rejected, ApprovalEnding.Rejected);
    }

    /// <summary>Those who are asked in the step, in the order of its approvers.</summary>
    private List<ApprovalTaskState> Asked(ApprovalStep step) => [.. TasksOf(step).Where(t => t.Status == TaskStatus.Pending).OrderBy(t => t.Slot)];
}
