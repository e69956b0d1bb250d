namespace Platform.Runtime.Catalog;

/// <summary>What is known of a receiver of messages that has failed: the circuit breaker of all its lanes.</summary>
public sealed class DeliveryTarget
{
    /// <summary>Topic of the messages.</summary>
    public required string Topic { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Names the target among those of its topic.</summary>
    public required string Target { get; init; }

    /// <summary>Failures one after the other, in whichever lane.</summary>
    public int Failures { get; set; }

    /// <summary>When the circuit opened, UTC; null while it is closed.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>Not to be tried before, UTC; null when it is not to wait.</summary>
    public DateTime? RetryAt { get; set; }

    /// <summary>When it said that it wants no more messages, UTC; null when it did not.</summary>
    public DateTime? StoppedAt { get; set; }

    /// <summary>Why the last delivery failed.</summary>
    public string? LastError { get; set; }
}
