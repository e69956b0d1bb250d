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

    /// <summary>
    /// The transaction that wrote it. Ids are given before the commit and so do not tell which messages a reader has not seen yet; this does,
    /// compared with the snapshot of an earlier look.
    /// </summary>
    public ulong TransactionId { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Who receives it; null for events, which stay.</summary>
    public string? Target { get; init; }

    /// <summary>What it keeps its place in on its way out; null for events, which stay.</summary>
    public string? Lane { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// Not to be tried before, UTC; null once it was given up, and for events of records, which are not delivered to anyone but read by whoever
    /// follows them until they are too old.
    /// </summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>Why the last attempt failed; null if none did.</summary>
    public string? LastError { get; set; }
}
