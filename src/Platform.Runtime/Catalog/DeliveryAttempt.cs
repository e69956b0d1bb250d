namespace Platform.Runtime.Catalog;

/// <summary>An attempt to deliver a message, kept for a while for those who look after its target.</summary>
public sealed class DeliveryAttempt
{
    /// <summary>Ascending number given by the database.</summary>
    public long Id { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Topic of the message.</summary>
    public required string Topic { get; init; }

    /// <summary>Who was to receive it.</summary>
    public required string Target { get; init; }

    /// <summary>Number of the <see cref="OutboxMessage"/>.</summary>
    public required long MessageId { get; init; }

    /// <summary>By which receivers tell repeats.</summary>
    public required string Key { get; init; }

    /// <summary>What the message is about; null when it does not say.</summary>
    public string? Event { get; init; }

    /// <summary>Which attempt it was, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When its result was noted, UTC.</summary>
    public required DateTime AttemptedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int Duration { get; init; }

    /// <summary>Status that the receiver answered with; null when it did not answer.</summary>
    public int? Status { get; init; }

    /// <summary>The receiver took it.</summary>
    public required bool IsDelivered { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Beginning of what was sent.</summary>
    public required string Request { get; init; }

    /// <summary>Beginning of what was answered; null when nothing was.</summary>
    public string? Response { get; init; }
}
