using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <content>Who is asked.</content>
internal sealed partial class ApprovalMachine
{
    private const int MostLevels = 20;

    /// <summary>Somebody to be asked.</summary>
    /// <param name="User">The user.</param>
    /// <param name="IsGranted">Their approval is taken for granted.</param>
    internal readonly record struct AskedPerson(Guid User, bool IsGranted);

    /// <summary>Whom each approver of a step finds in a state, standing delegations apart; of its fallback when its approvers are nobody. A machine answers once.</summary>
    public StepPeople Explain(ApprovalState state, string step)
    {
        Load(state);
        StepPlace place = outline.Find(step)!;
        ApprovalStep? previous = Before(place);
        bool isFallback = Resolve(place.Step.Asking.Approvers, place.Step, previous).Count == 0;
        IEnumerable<Approver> approvers = isFallback ? place.Step.Asking.Fallback : place.Step.Asking.Approvers;
        return new StepPeople(isFallback, [.. approvers.Select(a => (IReadOnlyList<Guid>)[.. Resolve([a], place.Step, previous).Select(p => p.User)])]);
    }

    /// <summary>Who would be asked in a step, by its approvers or else its fallback; standing delegations apart.</summary>
    private List<AskedPerson> People(ApprovalStep step, ApprovalStep? previous)
    {
        List<AskedPerson> people = Resolve(step.Asking.Approvers, step, previous);
        if (people.Count > 0) return people;
        people = Resolve(step.Asking.Fallback, step, previous);
        if (people.Count > 0) return people;
        bool chosen = step.Asking.Approvers.Any(a => a.By is ApproverKind.PreviousChoice or ApproverKind.SubmitterChoice);
        throw new RefusedException(new ApprovalRefusal(chosen ? ApprovalCodes.ChoiceMissing : ApprovalCodes.NoApprover, step.Name));
    }

    private List<AskedPerson> Resolve(IEnumerable<Approver> approvers, ApprovalStep step, ApprovalStep? previous)
    {
        List<AskedPerson> people = [];
        foreach (Guid user in approvers.SelectMany(a => Find(a, step, previous)).Where(directory.IsActive))
        {
            AskedPerson? person = user != Submitter ? new AskedPerson(user, false) : Self();
            if (person is { } found && !people.Exists(p => p.User == found.User)) people.Add(found);
        }

        return people;
    }

    /// <summary>Who is asked in the submitter's place.</summary>
    private AskedPerson? Self() => outline.Flow.SelfApproval switch
    {
        SelfApproval.Allow => new AskedPerson(Submitter, false),
        SelfApproval.Pass => new AskedPerson(Submitter, true),
        _ => ManagersOf(Submitter).Where(directory.IsActive).Select(m => (AskedPerson?)new AskedPerson(m, false)).FirstOrDefault(),
    };

    private IEnumerable<Guid> Find(Approver approver, ApprovalStep step, ApprovalStep? previous) => approver.By switch
    {
        ApproverKind.DepartmentHead => directory.HeadOf(Submitter, approver.Level ?? 1) is { } head ? [head] : [],
        ApproverKind.Manager => ManagersOf(Submitter).Skip((approver.Level ?? 1) - 1).Take(1),
        ApproverKind.Managers => ManagersOf(Submitter).Take(approver.Level ?? MostLevels),
        ApproverKind.SubmitterChoice => _state.Choices.GetValueOrDefault(step.Name, []),
        ApproverKind.PreviousChoice => previous is null ? [] : TasksOf(previous).Where(t => t.Status == TaskStatus.Approved).SelectMany(t => t.Choices),
        _ => directory.Find(approver),
    };

    /// <summary>The managers of a user from the nearest; a circle ends where it closes.</summary>
    private IEnumerable<Guid> ManagersOf(Guid user)
    {
        HashSet<Guid> seen = [user];
        Guid at = user;
        for (int level = 0; level < MostLevels && directory.ManagerOf(at) is { } manager && seen.Add(manager); level++)
        {
            yield return manager;
            at = manager;
        }
    }
}
