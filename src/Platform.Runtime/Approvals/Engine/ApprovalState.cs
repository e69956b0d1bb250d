namespace Platform.Runtime.Approvals.Engine;

/// <summary>Everything that is known of a request; kept as JSON with it. The machine makes a new one for each act.</summary>
internal sealed record ApprovalState
{
    /// <summary>What has become of the request.</summary>
    public RequestStatus Status { get; init; }

    /// <summary>Who submitted.</summary>
    public required Guid Submitter { get; init; }

    /// <summary>What is asked is whether the record may be deleted.</summary>
    public bool Voids { get; init; }

    /// <summary>How often it was submitted.</summary>
    public int Submission { get; init; }

    /// <summary>Steps and branches by name; those that are missing wait, and never began.</summary>
    public IReadOnlyDictionary<string, StepState> Steps { get; init; } = new Dictionary<string, StepState>();

    /// <summary>Everyone asked so far, in order.</summary>
    public IReadOnlyList<ApprovalTaskState> Tasks { get; init; } = [];

    /// <summary>Whom the submitter chose, by step.</summary>
    public IReadOnlyDictionary<string, Guid[]> Choices { get; init; } = new Dictionary<string, Guid[]>();

    /// <summary>Who was sent a copy.</summary>
    public IReadOnlyList<Guid> Copied { get; init; } = [];

    /// <summary>Everyone who may read the request.</summary>
    public IEnumerable<Guid> Participants() => Tasks.SelectMany(t => new[] { (Guid?)t.Assignee, t.For }).OfType<Guid>().Concat(Copied).Prepend(Submitter).Distinct();
}

/// <summary>How far a step or branch is.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Round">How often people were asked.</param>
/// <param name="BegunAt">When its turn came.</param>
internal sealed record StepState(StepStatus Status, int Round, DateTime BegunAt)
{
    /// <summary>Since when its time limits count: since people were last asked; null when nobody was.</summary>
    public DateTime? AskedAt { get; init; }

    /// <summary>How often each time limit was reached since then.</summary>
    public IReadOnlyList<int> Elapsed { get; init; } = [];
}
