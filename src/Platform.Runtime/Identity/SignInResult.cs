namespace Platform.Runtime.Identity;

/// <summary>How a sign-in ended.</summary>
internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>A session began.</summary>
    /// <param name="Token">The token, which is stored nowhere.</param>
    /// <param name="ExpiresAt">When the session ends by itself, UTC.</param>
    /// <param name="Identity">Who signed in.</param>
    internal sealed record SignedIn(string Token, DateTime ExpiresAt, RequestIdentity Identity) : SignInResult;

    /// <summary>Address, password and tenant do not belong together.</summary>
    internal sealed record Refused : SignInResult;

    /// <summary>Too many failures.</summary>
    /// <param name="RetryAfter">How long to wait.</param>
    internal sealed record Throttled(TimeSpan RetryAfter) : SignInResult;

    /// <summary>The password is right, and one of several tenants is to be named.</summary>
    /// <param name="Tenants">Their slugs, in ordinal order.</param>
    internal sealed record TenantRequired(IReadOnlyList<string> Tenants) : SignInResult;
}
