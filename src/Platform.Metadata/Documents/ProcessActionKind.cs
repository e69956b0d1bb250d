namespace Platform.Metadata.Documents;

/// <summary>What a process does beside setting fields.</summary>
public enum ProcessActionKind
{
    /// <summary>Submits the record for approval, unless a request of it is pending.</summary>
    StartApproval,

    /// <summary>Tells people.</summary>
    Notify,

    /// <summary>Gives somebody a task about the record.</summary>
    CreateTask,

    /// <summary>Runs a hook over the record: in the transaction, or once it is committed, as the events of the hook say.</summary>
    CallHook,

    /// <summary>Has a webhook tell the record to another system, once it is committed.</summary>
    SendWebhook,
}
