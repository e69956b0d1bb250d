namespace Platform.Runtime.Catalog;

/// <summary>Something that is due at an instant: fired once, on whichever node comes first, and deleted when it was handled.</summary>
public sealed class PlatformTimer
{
    /// <summary>Number given by the database.</summary>
    public long Id { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Which handler takes it, for example <c>reminder</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>Names it among those of its topic: to set it again, or to cancel it.</summary>
    public required string Key { get; init; }

    /// <summary>When it is due, UTC.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>What the handler needs, as JSON (<c>jsonb</c>).</summary>
    public required string Payload { get; init; }

    /// <summary>Attempts made since it was set.</summary>
    public int Attempts { get; set; }

    /// <summary>Grows with each setting and each claim, so that whoever handled an earlier one notices.</summary>
    public long Generation { get; set; }

    /// <summary>Until then a node is handling it; past that, the node is taken for dead. Null while nobody is.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>When it was given up, UTC; null while it is not.</summary>
    public DateTime? FailedAt { get; set; }

    /// <summary>Why the last attempt failed; null if none did.</summary>
    public string? LastError { get; set; }
}
