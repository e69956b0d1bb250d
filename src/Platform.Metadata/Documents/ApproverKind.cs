namespace Platform.Metadata.Documents;

/// <summary>How approvers are found. Only active users count.</summary>
public enum ApproverKind
{
    /// <summary>A certain user.</summary>
    User,

    /// <summary>Everyone with a role.</summary>
    Role,

    /// <summary>The members of a team.</summary>
    Team,

    /// <summary>The head of the submitter's department, or of the department so many levels up.</summary>
    DepartmentHead,

    /// <summary>The submitter's manager, or the manager so many levels up.</summary>
    Manager,

    /// <summary>Every manager of the submitter up to a level, one after the other from the nearest.</summary>
    Managers,

    /// <summary>A user that the record names, or a record that it refers to.</summary>
    Field,

    /// <summary>Whom the approver of the step before chooses.</summary>
    PreviousChoice,

    /// <summary>Whom the submitter chooses.</summary>
    SubmitterChoice,

    /// <summary>Whom a hook finds.</summary>
    Hook,
}
