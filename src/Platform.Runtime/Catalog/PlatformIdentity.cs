using Microsoft.AspNetCore.Identity;

namespace Platform.Runtime.Catalog;

/// <summary>A person who can sign in: an e-mail address and a password, with a membership in one or more tenants.</summary>
public sealed class PlatformIdentity : IdentityUser<Guid>
{
    /// <summary>Name that people see.</summary>
    public required string DisplayName { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
