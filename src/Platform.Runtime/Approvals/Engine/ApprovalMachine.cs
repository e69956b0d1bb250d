using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <summary>
/// What requests come to by what people do: a flow, a state, an act and the people give a new state. No input or output: ids, time, people and conditions come from outside.
/// See docs/approvals.md.
/// </summary>
/// <param name="outline">The flow, in the version that the request started with.</param>
/// <param name="directory">People and the record.</param>
/// <param name="newId">Makes ids of tasks.</param>
/// <param name="now">The instant of the act.</param>
/// <param name="time">The working time by which time limits count; null for every hour.</param>
internal sealed partial class ApprovalMachine(
    FlowOutline outline, IApprovalDirectory directory, Func<Guid> newId, DateTime now, Metadata.Calendars.WorkingTime? time = null)
{
    private readonly List<TrailEntry> _entries = [];
    private readonly Dictionary<string, StepState> _steps = new(StringComparer.Ordinal);
    private readonly List<ApprovalTaskState> _tasks = [];
    private ApprovalState _state = null!;
    private RequestStatus _status;
    private ApprovalEnding? _ending;

    private Guid Submitter => _state.Submitter;

    /// <summary>Does an act; a machine does one.</summary>
    /// <param name="state">The request before.</param>
    /// <param name="act">The act.</param>
    /// <param name="user">Who acts.</param>
    /// <param name="isAdministrator">They may do what administrators may.</param>
    public ApprovalOutcome Do(ApprovalState state, ApprovalAct act, Guid user, bool isAdministrator = false)
    {
        Load(state);
        try
        {
            Do(act, user, isAdministrator);
        }
        catch (RefusedException refused)
        {
            return new ApprovalOutcome(state, [], null, refused.Refusal);
        }

        return new ApprovalOutcome(_state with { Status = _status, Steps = _steps, Tasks = _tasks }, _entries, _ending);
    }

    /// <summary>Who would be asked in a step whose people depend on the submitter alone, standing delegations apart; empty for nobody. A machine answers once.</summary>
    public IReadOnlyList<Guid> WouldAsk(ApprovalStep step, Guid submitter)
    {
        _state = new ApprovalState { Submitter = submitter };
        try
        {
            return [.. People(step, null).Select(p => p.User)];
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    private void Load(ApprovalState state)
    {
        _state = state;
        _status = state.Status;
        foreach ((string name, StepState step) in state.Steps) _steps[name] = step;
        _tasks.AddRange(state.Tasks);
    }

    private void Do(ApprovalAct act, Guid user, bool isAdministrator)
    {
        switch (act)
        {
            case ApprovalAct.Submit a: Submit(a, user); break;
            case ApprovalAct.Approve a: Approve(Mine(a.Task, user), a); break;
            case ApprovalAct.Reject a: Reject(Mine(a.Task, user), a.Comment); break;
            case ApprovalAct.Return a: Return(Mine(a.Task, user), a); break;
            case ApprovalAct.Transfer a: Transfer(isAdministrator ? Open(a.Task) : Mine(a.Task, user), a); break;
            case ApprovalAct.Delegate a: Delegate(Mine(a.Task, user), a, user); break;
            case ApprovalAct.AddSigner a: AddSigner(Mine(a.Task, user), a, user); break;
            case ApprovalAct.RemoveSigner a: RemoveSigner(Open(a.Task), a.Comment, user, isAdministrator); break;
            case ApprovalAct.TakeBack a: TakeBack(Find(a.Task), a.Comment, user); break;
            case ApprovalAct.Recall a: Recall(a.Comment, user, isAdministrator); break;
            case ApprovalAct.Copy a: Copy(a, user, isAdministrator); break;
            case ApprovalAct.Remind a: Remind(a.Comment, user, isAdministrator); break;
            case ApprovalAct.Say a: Say(a.Comment, user, isAdministrator); break;
            case ApprovalAct.Edit a: Edit(a); break;
            case ApprovalAct.Elapse: Elapse(); break;
            case ApprovalAct.Move a: Move(a); break;
            case ApprovalAct.Cancel a: Cancel(a.Comment); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Submit(ApprovalAct.Submit act, Guid user)
    {
        bool again = _state.Submission > 0;
        if (again && _status != RequestStatus.Returned) Refuse(ApprovalCodes.NotPending);
        if (again && user != Submitter) Refuse(ApprovalCodes.NotSubmitter);
        foreach (ApprovalStep step in outline.Asking) CheckChoice(step, act);
        _status = RequestStatus.Pending;
        _state = _state with { Submission = _state.Submission + 1, Choices = act.Choices };
        foreach (string name in _steps.Keys.ToList()) Wait(name);
        Note(TrailActs.Submit, null, act.Comment);
        _ending = ApprovalEnding.Submitted;
        Advance();
    }

    private void CheckChoice(ApprovalStep step, ApprovalAct.Submit act)
    {
        if (step.Asking.Approvers.All(a => a.By != ApproverKind.SubmitterChoice)) return;
        Guid[] chosen = act.Choices.GetValueOrDefault(step.Name, []);
        foreach (Guid person in chosen) CheckAskable(person);
        if (chosen.Length == 0 && step.Asking.Fallback.IsEmpty && (step.When is null || directory.Holds(step.When))) Refuse(ApprovalCodes.ChoiceMissing, step.Name);
    }

    private void Recall(string? comment, Guid user, bool isAdministrator)
    {
        if (_status is not (RequestStatus.Pending or RequestStatus.Returned)) Refuse(ApprovalCodes.NotPending);
        if (!isAdministrator)
        {
            if (user != Submitter) Refuse(ApprovalCodes.NotSubmitter);
            bool acted = _tasks.Exists(t => t.Submission == _state.Submission && t is { IsAutomatic: false, Status: TaskStatus.Approved or TaskStatus.Rejected });
            bool late = outline.Flow.Recall switch { ApprovalRecall.Never => true, ApprovalRecall.UntilActed => acted, _ => false };
            if (late && _status == RequestStatus.Pending) Refuse(ApprovalCodes.TooLate);
        }

        End(RequestStatus.Recalled, ApprovalEnding.Recalled);
        Note(TrailActs.Recall, null, comment);
    }

    private void Copy(ApprovalAct.Copy act, Guid user, bool isAdministrator)
    {
        CheckParticipant(user, isAdministrator);
        foreach (Guid person in act.Users)
        {
            if (!directory.IsActive(person)) Refuse(ApprovalCodes.UserRefused);
        }

        _state = _state with { Copied = [.. _state.Copied.Concat(act.Users).Distinct()] };
        Note(TrailActs.Copy, null, act.Comment, act.Users);
    }

    private void Remind(string? comment, Guid user, bool isAdministrator)
    {
        CheckPending();
        if (user != Submitter && !isAdministrator) Refuse(ApprovalCodes.NotSubmitter);
        List<Guid> reminded = [];
        for (int i = 0; i < _tasks.Count; i++)
        {
            if (_tasks[i].Status != TaskStatus.Pending) continue;
            _tasks[i] = _tasks[i] with { RemindedAt = now };
            reminded.Add(_tasks[i].Assignee);
        }

        Note(TrailActs.Remind, null, comment, reminded);
    }

    private void Say(string? comment, Guid user, bool isAdministrator)
    {
        CheckParticipant(user, isAdministrator);
        Note(TrailActs.Comment, null, comment);
    }

    /// <summary>The request ends; whoever is still asked is not any more.</summary>
    private void End(RequestStatus status, ApprovalEnding ending)
    {
        _status = status;
        _ending = ending;
        Close(_ => true, keepsResuming: false);
    }

    /// <summary>Open tasks that match are canceled.</summary>
    private void Close(Func<ApprovalTaskState, bool> matches, bool keepsResuming)
    {
        for (int i = 0; i < _tasks.Count; i++)
        {
            ApprovalTaskState task = _tasks[i];
            if (task.IsOpen() && matches(task)) _tasks[i] = task with { Status = TaskStatus.Canceled, Resume = keepsResuming ? task.Status : null };
        }
    }

    private void CheckPending()
    {
        if (_status != RequestStatus.Pending) Refuse(ApprovalCodes.NotPending);
    }

    private void CheckParticipant(Guid user, bool isAdministrator)
    {
        if (!isAdministrator && !(_state with { Tasks = _tasks }).Participants().Contains(user)) Refuse(ApprovalCodes.NotParticipant);
    }

    private void CheckAskable(Guid person)
    {
        bool isSelf = person == Submitter && outline.Flow.SelfApproval != SelfApproval.Allow;
        if (isSelf || !directory.IsActive(person)) Refuse(ApprovalCodes.UserRefused);
    }

    private ApprovalTaskState Find(Guid id)
    {
        CheckPending();
        return _tasks.Find(t => t.Id == id) ?? throw new RefusedException(new ApprovalRefusal(ApprovalCodes.TaskClosed));
    }

    private ApprovalTaskState Open(Guid id)
    {
        ApprovalTaskState task = Find(id);
        if (!task.IsOpen()) Refuse(ApprovalCodes.TaskClosed, task.Step);
        return task;
    }

    private ApprovalTaskState Mine(Guid id, Guid user)
    {
        ApprovalTaskState task = Find(id);
        if (task.Assignee != user) Refuse(ApprovalCodes.NotAssignee, task.Step);
        if (task.Status != TaskStatus.Pending) Refuse(ApprovalCodes.TaskClosed, task.Step);
        return task;
    }

    private void Put(ApprovalTaskState task)
    {
        int at = _tasks.FindIndex(t => t.Id == task.Id);
        if (at < 0) _tasks.Add(task);
        else _tasks[at] = task;
    }

    private void Note(string act, string? step, string? comment, IReadOnlyList<Guid>? users = null, string? to = null) =>
        _entries.Add(new TrailEntry(act, step, comment, users, to));

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Refuse(string code, string? step = null) => throw new RefusedException(new ApprovalRefusal(code, step));

    private sealed class RefusedException(ApprovalRefusal refusal) : Exception
    {
        public ApprovalRefusal Refusal => refusal;
    }
}
