namespace Platform.Runtime.Catalog;

/// <summary>How much room the files of a tenant take, those in the recycle bin included.</summary>
public sealed class FileRoom
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Bytes: what was counted, and what was added since. Files that were removed for good since are still in it.</summary>
    public long Bytes { get; set; }

    /// <summary>When it was counted last, UTC.</summary>
    public DateTime CountedAt { get; set; }
}
