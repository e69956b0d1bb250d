namespace Platform.Runtime.Catalog;

/// <summary>A secret of a tenant: set by people, used by documents by its name, never shown again. Values are encrypted.</summary>
public sealed class StoredSecret
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>By which documents name it.</summary>
    public required string Name { get; init; }

    /// <summary>The value.</summary>
    public required byte[] Value { get; set; }

    /// <summary>The value before; null when there was none, or it was given up.</summary>
    public byte[]? Previous { get; set; }

    /// <summary>Until when the value before is still used beside the new one, UTC.</summary>
    public DateTime? PreviousUntil { get; set; }

    /// <summary>When it was set first, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was set last, UTC.</summary>
    public required DateTime SetAt { get; set; }

    /// <summary>Id of the <c>User</c> record of who set it last; null for the platform.</summary>
    public Guid? SetBy { get; set; }
}
