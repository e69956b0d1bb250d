namespace Platform.Runtime.Approvals.Engine;

/// <summary>Stable codes of refused acts; described in docs/errors.md.</summary>
internal static class ApprovalCodes
{
    /// <summary>The request is no longer pending: it was decided, returned or recalled.</summary>
    public const string NotPending = "APPROVAL_NOT_PENDING";

    /// <summary>The task is not open: somebody else decided, or it waits for others.</summary>
    public const string TaskClosed = "APPROVAL_TASK_CLOSED";

    /// <summary>The task is somebody else's.</summary>
    public const string NotAssignee = "APPROVAL_NOT_ASSIGNEE";

    /// <summary>Only the submitter may do this.</summary>
    public const string NotSubmitter = "APPROVAL_NOT_SUBMITTER";

    /// <summary>Only people who take part may do this.</summary>
    public const string NotParticipant = "APPROVAL_NOT_PARTICIPANT";

    /// <summary>The step finds nobody to ask.</summary>
    public const string NoApprover = "APPROVAL_NO_APPROVER";

    /// <summary>Somebody has to be chosen for the step.</summary>
    public const string ChoiceMissing = "APPROVAL_CHOICE_MISSING";

    /// <summary>The user does not exist, is not active, or may not be asked.</summary>
    public const string UserRefused = "APPROVAL_USER_REFUSED";

    /// <summary>The user is asked in the step already.</summary>
    public const string AlreadyAsked = "APPROVAL_ALREADY_ASKED";

    /// <summary>It is too late to take this back.</summary>
    public const string TooLate = "APPROVAL_TOO_LATE";

    /// <summary>There is no such earlier step to return to.</summary>
    public const string StepRefused = "APPROVAL_STEP_REFUSED";

    /// <summary>Somebody who is asked for an opinion gives it, and nothing else.</summary>
    public const string OpinionOnly = "APPROVAL_OPINION_ONLY";

    /// <summary>The task is not one that somebody added.</summary>
    public const string NotAdded = "APPROVAL_NOT_ADDED";
}
