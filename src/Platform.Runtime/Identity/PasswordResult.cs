namespace Platform.Runtime.Identity;

/// <summary>What became of a change of password.</summary>
internal abstract record PasswordResult
{
    private PasswordResult()
    {
    }

    /// <summary>It was changed; the person's other sessions have ended.</summary>
    internal sealed record Changed : PasswordResult;

    /// <summary>The current password is another.</summary>
    internal sealed record Wrong : PasswordResult;

    /// <summary>The new password does not do.</summary>
    /// <param name="Reason">Why, for people.</param>
    internal sealed record Refused(string Reason) : PasswordResult;

    /// <summary>Too many attempts were in vain.</summary>
    /// <param name="RetryAfter">How long to wait.</param>
    internal sealed record Throttled(TimeSpan RetryAfter) : PasswordResult;
}
