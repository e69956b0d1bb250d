using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Tasks;

/// <summary>The object of tasks and what the platform knows of it by name.</summary>
public static class TaskFields
{
    /// <summary>Name of the object.</summary>
    public const string ObjectName = "Task";

    /// <summary>Unique field for what made a task: a process that runs twice makes it once.</summary>
    public const string Source = "source";

    internal const string Status = "status", Due = "due", RemindAt = "remindAt", Assignee = "assignee", Watchers = "watchers", Recurrence = "recurrence", CompletedAt = "completedAt",
        Previous = "previous", Subject = "subject", Description = "description", Priority = "priority", Object = "object", Record = "record";

    internal const string Done = "done", Canceled = "canceled";

    internal static bool Is(RecordLayout layout) => layout.Object is { IsSystem: true, Name: ObjectName };

    internal static bool IsClosed(object? status) => status is Done or Canceled;
}
