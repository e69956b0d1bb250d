namespace Platform.Runtime.Identity;

/// <summary>An API key that somebody asks for.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Roles">The roles that it is limited to; null for all that its owner has at any time.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
internal sealed record NewApiKey(string Name, IReadOnlyList<string>? Roles, DateTimeOffset? ExpiresAt);
