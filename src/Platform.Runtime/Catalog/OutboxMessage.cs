namespace Platform.Runtime.Catalog;

/// <summary>
/// Something that leaves the database (mail, webhook, notification, event for subscribers): written in the transaction that causes it,
/// delivered afterwards at least once, deleted when delivered.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>Ascending number given by the database.</summary>
    public long Id { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Which deliverer takes it, for example <c>mail</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>Sent along with the message; receivers tell repeats by it.</summary>
    public required string Key { get; init; }

    /// <summary>The message as JSON (<c>jsonb</c>).</summary>
    public required string Payload { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to be tried before, UTC; null once it was given up.</summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>Why the last attempt failed; null if none did.</summary>
    public string? LastError { get; set; }
}
