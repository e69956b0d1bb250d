namespace Platform.Runtime.Catalog;

/// <summary>A merge of records, kept for a time so that it can be undone.</summary>
public sealed class KeptMerge
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Identifier, a UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the object of the records.</summary>
    public required string Object { get; init; }

    /// <summary>Id of the record that was kept.</summary>
    public required Guid Kept { get; init; }

    /// <summary>What undoes it, as JSON.</summary>
    public required string Undo { get; init; }

    /// <summary>Record of the user who merged.</summary>
    public required Guid MergedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime MergedAt { get; init; }

    /// <summary>When it was undone, UTC; null while it stands.</summary>
    public DateTime? UndoneAt { get; init; }
}
