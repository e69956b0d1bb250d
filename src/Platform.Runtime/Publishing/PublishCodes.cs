namespace Platform.Runtime.Publishing;

/// <summary>Stable codes of refusals of the publishing area; listed in docs/errors.md.</summary>
public static class PublishCodes
{
    /// <summary>There is no such tenant.</summary>
    public const string TenantUnknown = "TENANT_UNKNOWN";

    /// <summary>The tenant is at another revision than the caller says: somebody else applied changes.</summary>
    public const string RevisionConflict = "REVISION_CONFLICT";

    /// <summary>There is no such revision to go back to.</summary>
    public const string RevisionUnknown = "REVISION_UNKNOWN";

    /// <summary>The documents have errors; the diagnostics say which.</summary>
    public const string DocumentsInvalid = "DOCUMENTS_INVALID";

    /// <summary>A hazard of the plan cannot be accepted.</summary>
    public const string PlanBlocked = "PLAN_BLOCKED";

    /// <summary>A hazard of the plan was not accepted.</summary>
    public const string HazardNotAccepted = "HAZARD_NOT_ACCEPTED";

    /// <summary>Whoever accepts what scripts ask for or grants it, or applies what gives roles more, has no right to manage users.</summary>
    public const string AgreementForbidden = "AGREEMENT_FORBIDDEN";

    /// <summary>A table was in use for longer than a deploy waits, again and again.</summary>
    public const string TableBusy = "TABLE_BUSY";

    /// <summary>Records changed between the plan and its execution so that it no longer holds.</summary>
    public const string DataChanged = "DATA_CHANGED";

    /// <summary>Storage that a rollback needs was purged.</summary>
    public const string SetAsidePurged = "SET_ASIDE_PURGED";

    /// <summary>A document of the platform itself cannot be edited.</summary>
    public const string BuiltInDocument = "BUILT_IN_DOCUMENT";

    /// <summary>There is no such document to remove.</summary>
    public const string DocumentUnknown = "DOCUMENT_UNKNOWN";

    /// <summary>Pending requests of an approval flow go over to its new version.</summary>
    public const string ApprovalsMove = "APPROVALS_MOVE";

    /// <summary>Pending requests of an approval flow are canceled.</summary>
    public const string ApprovalsCancel = "APPROVALS_CANCEL";

    /// <summary>Pending requests that go over to a new version wait in a step that it has not.</summary>
    public const string ApprovalStepGone = "APPROVAL_STEP_GONE";

    /// <summary>What is to become of pending requests cannot be: the flow does not change, is not there, or has no such step.</summary>
    public const string OnRunningInvalid = "ON_RUNNING_INVALID";
}
