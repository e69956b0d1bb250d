namespace Platform.Runtime.Approvals.Engine;

/// <summary>What has become of a task.</summary>
internal enum TaskStatus
{
    /// <summary>Others decide first.</summary>
    Waiting,

    /// <summary>The assignee is asked.</summary>
    Pending,

    /// <summary>Agreed.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>Sent back to the submitter or to an earlier step.</summary>
    Returned,

    /// <summary>Handed to somebody else.</summary>
    Transferred,

    /// <summary>No longer needed.</summary>
    Canceled,

    /// <summary>Taken away by whoever had added it.</summary>
    Removed,
}
