namespace Platform.Runtime.Catalog;

/// <summary>A row of messages of the outbox that go out one after the other: who is at it, and how long to wait after failures.</summary>
public sealed class DeliveryLane
{
    /// <summary>Topic of the messages.</summary>
    public required string Topic { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Who receives the messages.</summary>
    public required string Target { get; init; }

    /// <summary>Names the lane among those of its target, for example a record.</summary>
    public required string Lane { get; init; }

    /// <summary>The claim that holds it; told apart from those of nodes that were taken for dead.</summary>
    public required Guid Claim { get; set; }

    /// <summary>Until then the claim holds.</summary>
    public required DateTime ClaimedUntil { get; set; }

    /// <summary>Failures one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>Not to be tried before, UTC; null when it is not to wait.</summary>
    public DateTime? RetryAt { get; set; }
}
