namespace Platform.Runtime.Catalog;

/// <summary>Work that runs outside a request: an index build, an import, an export. Taken by one node at a time, under a lease.</summary>
public sealed class Job
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The <see cref="Tenant"/>; null for the platform's own.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>Which handler runs it, for example <c>index.build</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>At most one unfinished job of a tenant has the same kind and key; null for any number.</summary>
    public string? Key { get; init; }

    /// <summary>What the handler needs, as JSON (<c>jsonb</c>).</summary>
    public required string Payload { get; init; }

    /// <summary>Where it stands.</summary>
    public JobState State { get; set; }

    /// <summary>Share done, 0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>What the handler left behind, as JSON (<c>jsonb</c>).</summary>
    public string? Result { get; set; }

    /// <summary>Why the last attempt failed; null if none did.</summary>
    public string? Error { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts after which it counts as failed.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Not to be begun before, UTC.</summary>
    public DateTime RunAfter { get; set; }

    /// <summary>Until when its node is taken to be alive, UTC; a running job whose lease is over is begun anew.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Node that runs it.</summary>
    public string? LeasedBy { get; set; }

    /// <summary>Id of the <c>User</c> record that asked for it; null for the platform itself.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it succeeded, failed or was cancelled, UTC.</summary>
    public DateTime? FinishedAt { get; set; }
}
