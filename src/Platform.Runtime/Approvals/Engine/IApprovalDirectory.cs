using Platform.Metadata.Documents;

namespace Platform.Runtime.Approvals.Engine;

/// <summary>The people and the record, as the machine asks about them.</summary>
internal interface IApprovalDirectory
{
    /// <summary>The user exists and may sign in.</summary>
    bool IsActive(Guid user);

    /// <summary>The users that an approver of a kind without levels names: user, role, team, field; active or not.</summary>
    IReadOnlyList<Guid> Find(Approver approver);

    /// <summary>The user's manager, active or not; null for none.</summary>
    Guid? ManagerOf(Guid user);

    /// <summary>Head of the department so many levels above the user's own, 1 for their own; null for none.</summary>
    Guid? HeadOf(Guid user, int level);

    /// <summary>Who stands in for the user by a standing delegation that is in force; null for nobody.</summary>
    Guid? StandInOf(Guid user);

    /// <summary>The condition, an expression over the record, is true.</summary>
    bool Holds(string condition);
}
