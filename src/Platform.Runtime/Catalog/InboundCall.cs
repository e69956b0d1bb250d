namespace Platform.Runtime.Catalog;

/// <summary>A call to an inbound endpoint: what came in, what became of it, and, of one that was accepted, the answer that its repeats get.</summary>
public sealed class InboundCall
{
    /// <summary>Ascending number given by the database.</summary>
    public long Id { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Name of the endpoint's document.</summary>
    public required string Endpoint { get; init; }

    /// <summary>By which the sender tells repeats; null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>When it came in, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int Duration { get; init; }

    /// <summary>Status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>It had its effect.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>Code of why it had none; null when it had.</summary>
    public string? Code { get; init; }

    /// <summary>Why it had none, for those who look after the endpoint; the sender is not told.</summary>
    public string? Error { get; init; }

    /// <summary>Beginning of the body.</summary>
    public required string Request { get; init; }

    /// <summary>Body of the answer.</summary>
    public required string Response { get; init; }
}
