namespace Platform.Runtime.Catalog;

/// <summary>An identity's place in a tenant: which <c>User</c> record it acts as, and with which roles.</summary>
public sealed class Membership
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The <see cref="PlatformIdentity"/>.</summary>
    public required Guid IdentityId { get; init; }

    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Id of the tenant's <c>User</c> record.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Names of role documents, ordered. A name without a document grants nothing.</summary>
    public required List<string> Roles { get; set; }

    /// <summary>BCP 47 language tag; null for the tenant's.</summary>
    public string? Locale { get; set; }

    /// <summary>IANA time zone; null for the tenant's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Whether it may be used to sign in.</summary>
    public MembershipStatus Status { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
