namespace Platform.Runtime.Approvals.Engine;

/// <summary>What somebody does with a request; a closed union.</summary>
internal abstract record ApprovalAct
{
    private ApprovalAct() { }

    /// <summary>What they say with it.</summary>
    public string? Comment { get; init; }

    /// <summary>Files that go with it.</summary>
    public Guid[] Files { get; init; } = [];

    /// <summary>Submits, for the first time or again after a return.</summary>
    /// <param name="Choices">Chosen approvers by step.</param>
    public sealed record Submit(IReadOnlyDictionary<string, Guid[]> Choices) : ApprovalAct;

    /// <summary>Approves a task.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="Choices">Whom to ask next, where the next step leaves that to the approver.</param>
    public sealed record Approve(Guid Task, Guid[] Choices) : ApprovalAct;

    /// <summary>Rejects a task.</summary>
    public sealed record Reject(Guid Task) : ApprovalAct;

    /// <summary>Sends the request back.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="To">Name of an earlier step; null for the submitter.</param>
    public sealed record Return(Guid Task, string? To) : ApprovalAct;

    /// <summary>Hands a task to somebody else.</summary>
    public sealed record Transfer(Guid Task, Guid To) : ApprovalAct;

    /// <summary>Asks somebody for an opinion first.</summary>
    public sealed record Delegate(Guid Task, Guid To) : ApprovalAct;

    /// <summary>Adds somebody who decides too.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="User">Who is added.</param>
    /// <param name="After">True: after the assignee, who approves with this. False: before.</param>
    public sealed record AddSigner(Guid Task, Guid User, bool After) : ApprovalAct;

    /// <summary>Takes somebody away who was added.</summary>
    /// <param name="Task">The task of the one added.</param>
    public sealed record RemoveSigner(Guid Task) : ApprovalAct;

    /// <summary>Takes an approval back.</summary>
    public sealed record TakeBack(Guid Task) : ApprovalAct;

    /// <summary>Takes the request back.</summary>
    public sealed record Recall : ApprovalAct;

    /// <summary>Sends copies.</summary>
    public sealed record Copy(Guid[] Users) : ApprovalAct;

    /// <summary>Reminds those who are asked.</summary>
    public sealed record Remind : ApprovalAct;

    /// <summary>Says something.</summary>
    public sealed record Say : ApprovalAct;

    /// <summary>Time has passed: nobody acts.</summary>
    public sealed record Elapse : ApprovalAct;

    /// <summary>The request goes over to the version of its flow that the machine has.</summary>
    /// <param name="Steps">New names of steps, by the names that they had; those that are missing keep theirs.</param>
    public sealed record Move(IReadOnlyDictionary<string, string> Steps) : ApprovalAct;

    /// <summary>The request ends because its flow does.</summary>
    public sealed record Cancel : ApprovalAct;

    /// <summary>Edits fields of the record.</summary>
    /// <param name="Fields">Names of the fields that changed.</param>
    public sealed record Edit(IReadOnlyCollection<string> Fields) : ApprovalAct;
}
