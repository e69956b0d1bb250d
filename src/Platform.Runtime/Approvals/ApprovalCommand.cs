using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Approvals;

/// <summary>What a request to the API wants done about approvals.</summary>
/// <param name="Subject">What its ids are of.</param>
/// <param name="Act">Makes the act for one of them.</param>
internal sealed record ApprovalCommand(ApprovalSubject Subject, Func<Guid, ApprovalAct> Act)
{
    /// <summary>Name of the flow to submit by; null for the first that fits.</summary>
    public string? Flow { get; init; }

    /// <summary>The version of the flow to which requests go over; null when they stay with theirs.</summary>
    public FlowVersion? Version { get; init; }

    /// <summary>The timer that asks for it; null when somebody does.</summary>
    public DueTimer? Timer { get; init; }

    /// <summary>People whom the act names.</summary>
    public Guid[] Named { get; init; } = [];

    /// <summary>Files that go with the comment.</summary>
    public Guid[] Files { get; init; } = [];
}

/// <summary>What the ids of a command are of.</summary>
internal enum ApprovalSubject
{
    /// <summary>Records to submit.</summary>
    Record,

    /// <summary>Tasks.</summary>
    Task,

    /// <summary>Requests.</summary>
    Request,
}
