using System.Collections.Immutable;

namespace Platform.Runtime.Identity;

/// <summary>The user as <c>/auth/login</c> and <c>/auth/me</c> tell it.</summary>
/// <param name="Id">Id of the tenant's <c>User</c> record.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Name that people see.</param>
/// <param name="Tenant">Slug of the tenant.</param>
/// <param name="Roles">Names of role documents.</param>
/// <param name="Locale">BCP 47 language tag.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="Currency">ISO 4217 code of the tenant's currency.</param>
internal sealed record SignedInUser(
    Guid Id, string Email, string Name, string Tenant, ImmutableArray<string> Roles, string Locale, string TimeZone, string Currency)
{
    internal static SignedInUser Of(RequestIdentity identity) => new(
        identity.UserId,
        identity.Email,
        identity.DisplayName,
        identity.TenantSlug,
        identity.Roles,
        identity.Locale,
        identity.TimeZone,
        identity.Currency);
}
