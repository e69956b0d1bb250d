namespace Platform.Runtime.Catalog;

/// <summary>The trace of a transaction, kept for a time.</summary>
public sealed class StoredTrace
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When the transaction began, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Record of the user for whom it was.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Object that it began with; null for none.</summary>
    public string? Object { get; init; }

    /// <summary><c>done</c>, <c>refused</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>A script of it failed.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Code of the failure or refusal; null when it stands.</summary>
    public string? Code { get; init; }

    /// <summary>What was said of it; null when it stands.</summary>
    public string? Message { get; init; }

    /// <summary>Names of the documents whose scripts ran.</summary>
    public required string[] Hooks { get; init; }

    /// <summary>Objects of which values may stand in it.</summary>
    public required string[] Objects { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public long Microseconds { get; init; }

    /// <summary>Length of <see cref="Content"/>, in bytes.</summary>
    public int Bytes { get; init; }

    /// <summary>What happened: JSON, compressed by Brotli.</summary>
    public required byte[] Content { get; init; }
}
