namespace Platform.Cli.Server;

/// <summary>A plan as the design-time API tells it.</summary>
internal sealed record PlanAnswer
{
    /// <summary>The revision that it was made for.</summary>
    public long FromRevision { get; init; }

    /// <summary>Nothing would change.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>False: findings or hazards stand in the way.</summary>
    public bool CanApply { get; init; }

    /// <summary>Codes of hazards that must be accepted.</summary>
    public IReadOnlyList<string> ToAccept { get; init; } = [];

    /// <summary>Changes, in sentences.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    /// <summary>What the changes would do to the records that are there.</summary>
    public IReadOnlyList<PlanHazard> Hazards { get; init; } = [];

    /// <summary>Pending requests of approval flows that change or go.</summary>
    public IReadOnlyList<PlanRunning> Running { get; init; } = [];

    /// <summary>Statements of the database.</summary>
    public IReadOnlyList<PlanStatement> Statements { get; init; } = [];

    /// <summary>Findings in the documents.</summary>
    public IReadOnlyList<PlanFinding> Diagnostics { get; init; } = [];
}

/// <summary>One change.</summary>
internal sealed record PlanChange(string Kind, string Text);

/// <summary>One hazard: INFO, CONFIRM or BLOCK.</summary>
internal sealed record PlanHazard(string Code, string Severity, string Message, double Count, IReadOnlyList<PlanSample> Samples);

/// <summary>A record that a hazard is about.</summary>
internal sealed record PlanSample(string? Id, string? Value);

/// <summary>The pending requests of a flow: KEEP, MOVE or CANCEL.</summary>
internal sealed record PlanRunning(string Flow, bool Removed, string Action, int Count, IReadOnlyList<PlanRequest> Requests, IReadOnlyList<PlanRunningStep> Steps);

/// <summary>A pending request.</summary>
internal sealed record PlanRequest(string Object, string Record, string? RecordName);

/// <summary>A step in which requests wait, and the one of the new version in which they go on waiting; null when they go on with what follows.</summary>
internal sealed record PlanRunningStep(string Step, int Waiting, string? To);

/// <summary>One statement; in the background when it follows after the deploy.</summary>
internal sealed record PlanStatement(string Sql, bool Background);

/// <summary>One finding.</summary>
internal sealed record PlanFinding(string Code, string Severity, string Message, string? Kind, string? Document, string Pointer, int? Line, int? Column, string? Suggestion);
