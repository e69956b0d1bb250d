namespace Platform.Runtime.Identity;

/// <summary>A person who is to become a member of a tenant.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="DisplayName">Name that people see.</param>
/// <param name="Password">Password, at least ten characters; not used when the person has an identity already.</param>
/// <param name="Roles">Names of role documents.</param>
/// <param name="Locale">BCP 47 language tag; null for the tenant's.</param>
/// <param name="TimeZone">IANA time zone; null for the tenant's.</param>
public sealed record NewMember(
    string Email, string DisplayName, string Password, IReadOnlyList<string> Roles, string? Locale = null, string? TimeZone = null);
