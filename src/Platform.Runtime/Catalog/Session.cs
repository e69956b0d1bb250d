namespace Platform.Runtime.Catalog;

/// <summary>A sign-in that has not ended. The token itself is stored nowhere.</summary>
public sealed class Session
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The <see cref="Membership"/> that signed in.</summary>
    public required Guid MembershipId { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it ends by itself, UTC.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>Address it came from, as text; for the user's list of sessions.</summary>
    public string? Address { get; init; }

    /// <summary>Program it came from, at most 256 characters; for the user's list of sessions.</summary>
    public string? UserAgent { get; init; }
}
