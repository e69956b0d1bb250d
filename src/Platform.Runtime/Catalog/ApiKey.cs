namespace Platform.Runtime.Catalog;

/// <summary>A key with which a program acts as a membership. The key itself is shown once and stored nowhere.</summary>
public sealed class ApiKey
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>First characters of the key, by which people tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>The <see cref="Membership"/> that it acts as.</summary>
    public required Guid MembershipId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it ends, UTC; null for never.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>
    /// Roles that it is limited to, ordered; null for all that the membership has. A role that the membership has lost since grants nothing.
    /// </summary>
    public List<string>? Roles { get; init; }

    /// <summary>When it was last used, UTC, to within some minutes; null for never.</summary>
    public DateTime? LastUsedAt { get; set; }
}
