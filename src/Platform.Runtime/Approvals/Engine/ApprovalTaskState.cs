namespace Platform.Runtime.Approvals.Engine;

/// <summary>One person asked in one step. A step has a slot for each approver; whoever an approver adds shares the slot.</summary>
internal sealed record ApprovalTaskState
{
    /// <summary>Id of the task's record.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the step.</summary>
    public required string Step { get; init; }

    /// <summary>How often the step had begun by then, from 1; answers of earlier times do not count.</summary>
    public required int Round { get; init; }

    /// <summary>How often the record had been submitted by then, from 1.</summary>
    public required int Submission { get; init; }

    /// <summary>Place among the approvers of the step, from 0.</summary>
    public required int Slot { get; init; }

    /// <summary>Why the person is asked.</summary>
    public TaskKind Kind { get; init; }

    /// <summary>Who is asked.</summary>
    public required Guid Assignee { get; init; }

    /// <summary>Who would have been asked, had they not a standing delegation; null otherwise.</summary>
    public Guid? For { get; init; }

    /// <summary>The task whose assignee added this one; null for approvers of the flow.</summary>
    public Guid? Parent { get; init; }

    /// <summary>The task after which it was added, whose assignee approved with that; null otherwise.</summary>
    public Guid? Follows { get; init; }

    /// <summary>When the person came to be asked, or to wait.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>Who added it.</summary>
    public Guid? AddedBy { get; init; }

    /// <summary>What has become of it.</summary>
    public TaskStatus Status { get; init; }

    /// <summary>The status that it had when it was canceled because its step was decided, for taking that back.</summary>
    public TaskStatus? Resume { get; init; }

    /// <summary>Nobody answered: the assignee had approved before, or is the submitter.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>A time limit of the step made it what it is.</summary>
    public bool IsByTime { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>What the assignee said.</summary>
    public string? Comment { get; init; }

    /// <summary>Whom the assignee chose for the next step.</summary>
    public Guid[] Choices { get; init; } = [];

    /// <summary>When the submitter, or a time limit, last reminded the assignee.</summary>
    public DateTime? RemindedAt { get; init; }

    /// <summary>It waits for an answer, of the assignee or of others first.</summary>
    public bool IsOpen() => Status is TaskStatus.Pending or TaskStatus.Waiting;

    /// <summary>Somebody did something with it, or a time limit.</summary>
    public bool IsTouched() => (!IsAutomatic || IsByTime) && (DecidedAt is not null || AddedBy is not null);

    /// <summary>It is one that its parent waits for.</summary>
    public bool HoldsParent() => Kind is TaskKind.Before or TaskKind.Opinion;
}
