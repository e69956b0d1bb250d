namespace Platform.Runtime.Traces;

/// <summary>What lists say of a trace.</summary>
internal sealed record TraceHeader
{
    /// <summary>By which people find it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When the transaction began, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>For whom it was.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Object that it began with; null for none.</summary>
    public string? Object { get; init; }

    /// <summary>How it ended.</summary>
    public required TraceOutcome Outcome { get; init; }

    /// <summary>Code of the failure or refusal; null when it stands.</summary>
    public string? Code { get; init; }

    /// <summary>What was said of it; null when it stands.</summary>
    public string? Message { get; init; }

    /// <summary>Names of the documents whose scripts ran.</summary>
    public required string[] Hooks { get; init; }

    /// <summary>Objects of which values may stand in it.</summary>
    public required string[] Objects { get; init; }

    /// <summary>How long the transaction took.</summary>
    public required long Microseconds { get; init; }
}
