namespace Platform.Metadata.Documents;

/// <summary>How urgent a task is: choices of the field <c>priority</c> of tasks.</summary>
public enum TaskPriority
{
    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Before others.</summary>
    High,

    /// <summary>After others.</summary>
    Low,
}
