namespace Platform.Metadata.Documents;

/// <summary>What a process does beside setting fields.</summary>
public enum ProcessActionKind
{
    /// <summary>Submits the record for approval, unless a request of it is pending.</summary>
    StartApproval,

    /// <summary>Tells people.</summary>
    Notify,
}
