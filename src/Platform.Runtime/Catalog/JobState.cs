namespace Platform.Runtime.Catalog;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Waits for a node, or for its time.</summary>
    Queued,

    /// <summary>A node has it under a lease.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Given up after its last attempt.</summary>
    Failed,

    /// <summary>Taken back before it was done.</summary>
    Cancelled,
}
