namespace Platform.Runtime.Approvals.Engine;

/// <summary>What an act came to.</summary>
/// <param name="State">The new state; the old one when the act was refused.</param>
/// <param name="Entries">What goes into the trail, in order.</param>
/// <param name="Ending">What the request has come to by the act; null when it goes on as before.</param>
/// <param name="Refusal">Why nothing happened; null when something did.</param>
internal sealed record ApprovalOutcome(
    ApprovalState State, IReadOnlyList<TrailEntry> Entries, ApprovalEnding? Ending, ApprovalRefusal? Refusal = null);

/// <summary>A turn of a request at which fields of the record are set.</summary>
internal enum ApprovalEnding
{
    /// <summary>It was submitted and is pending.</summary>
    Submitted,

    /// <summary>Every step is passed.</summary>
    Approved,

    /// <summary>It was rejected, or returned to the submitter.</summary>
    Rejected,

    /// <summary>It was recalled, or its approval lapsed.</summary>
    Recalled,
}

/// <summary>Why an act is refused.</summary>
/// <param name="Code">One of <see cref="ApprovalCodes"/>.</param>
/// <param name="Step">The step that is meant, or null.</param>
internal sealed record ApprovalRefusal(string Code, string? Step = null);

/// <summary>A line of the trail.</summary>
/// <param name="Act">What happened: a name of <see cref="TrailActs"/>.</param>
/// <param name="Step">In which step, or null.</param>
/// <param name="Comment">What was said.</param>
/// <param name="Users">Whom it concerns besides whoever acted.</param>
/// <param name="To">The step that it leads to, or null.</param>
internal sealed record TrailEntry(string Act, string? Step = null, string? Comment = null, IReadOnlyList<Guid>? Users = null, string? To = null)
{
    /// <summary>Files that go with what was said.</summary>
    public IReadOnlyList<SealedFile> Files { get; init; } = [];
}

/// <summary>A file of the trail.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sha256">SHA-256 of its content, in lower-case hexadecimal.</param>
internal sealed record SealedFile(Guid Id, string Sha256)
{
    /// <summary>The file as it is sealed: its id and its digest.</summary>
    public override string ToString() => $"{Id:D} {Sha256}";
}
