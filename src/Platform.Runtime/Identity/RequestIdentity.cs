using System.Collections.Immutable;

namespace Platform.Runtime.Identity;

/// <summary>
/// Who sends a request: a membership, reached by a session or an API key. Everything that a request may see or do follows from it; it comes
/// from the credential alone, never from other parts of the request.
/// </summary>
/// <param name="TenantId">Id of the tenant.</param>
/// <param name="TenantSlug">Name of the tenant in addresses.</param>
/// <param name="SchemaName">PostgreSQL schema of the tenant's records.</param>
/// <param name="MembershipId">Id of the membership.</param>
/// <param name="IdentityId">Id of the person's identity.</param>
/// <param name="UserId">Id of the tenant's <c>User</c> record.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="DisplayName">Name that people see.</param>
/// <param name="Roles">Names of role documents, in ordinal order, each once.</param>
/// <param name="Locale">BCP 47 language tag: the user's, or else the tenant's.</param>
/// <param name="TimeZone">IANA time zone: the user's, or else the tenant's.</param>
/// <param name="Currency">ISO 4217 code of the tenant's currency.</param>
/// <param name="IsApiKey">Whether an API key was used instead of a session.</param>
public sealed record RequestIdentity(
    Guid TenantId,
    string TenantSlug,
    string SchemaName,
    Guid MembershipId,
    Guid IdentityId,
    Guid UserId,
    string Email,
    string DisplayName,
    ImmutableArray<string> Roles,
    string Locale,
    string TimeZone,
    string Currency,
    bool IsApiKey)
{
    /// <summary>IANA time zone of the tenant.</summary>
    public string TenantTimeZone { get; init; } = "UTC";

    /// <summary>Id of the session or API key.</summary>
    public Guid CredentialId { get; init; }

    /// <summary>When the credential ends, UTC; <see cref="DateTime.MaxValue"/> for never.</summary>
    public DateTime ExpiresAt { get; init; } = DateTime.MaxValue;
}
