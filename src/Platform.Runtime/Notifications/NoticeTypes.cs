namespace Platform.Runtime.Notifications;

/// <summary>The choices of the picklist <c>NotificationKind</c>.</summary>
public static class NoticeTypes
{
    /// <summary>Somebody is asked to approve.</summary>
    public const string ApprovalAsked = "approvalAsked";

    /// <summary>What became of one's own request.</summary>
    public const string ApprovalDecided = "approvalDecided";

    /// <summary>One's own request came back.</summary>
    public const string ApprovalReturned = "approvalReturned";

    /// <summary>One was sent a copy of a request.</summary>
    public const string ApprovalCopied = "approvalCopied";

    /// <summary>An approval waits for one, and somebody or the clock says so.</summary>
    public const string ApprovalReminder = "approvalReminder";

    /// <summary>A task became one's own.</summary>
    public const string TaskAssigned = "taskAssigned";

    /// <summary>A task that one has or watches changed.</summary>
    public const string TaskChanged = "taskChanged";

    /// <summary>A task is due, or its reminder.</summary>
    public const string TaskDue = "taskDue";

    /// <summary>Somebody named one in a comment.</summary>
    public const string Mention = "mention";

    /// <summary>An action of a process: a pipeline, an approval flow, an escalation.</summary>
    public const string Process = "process";

    /// <summary>Something for those who look after the system.</summary>
    public const string System = "system";
}
