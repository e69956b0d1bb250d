namespace Platform.Metadata.Permissions;

/// <summary>The objects of approvals, and what of them the platform itself knows by name.</summary>
public static class ApprovalFields
{
    /// <summary>Object of requests.</summary>
    public const string RequestObject = "ApprovalRequest";

    /// <summary>Object of tasks.</summary>
    public const string TaskObject = "ApprovalTask";

    /// <summary>Object of the trail.</summary>
    public const string EntryObject = "ApprovalEntry";

    /// <summary>Object of standing delegations.</summary>
    public const string DelegationObject = "ApprovalDelegation";

    /// <summary>Many-to-many field of a request: who may read it.</summary>
    public const string Participants = "participants";
}
