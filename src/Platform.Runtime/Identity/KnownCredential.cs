namespace Platform.Runtime.Identity;

/// <summary>A credential that was found valid.</summary>
/// <param name="Identity">Whom it belongs to.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
internal sealed record KnownCredential(RequestIdentity Identity, DateTime ExpiresAt);
