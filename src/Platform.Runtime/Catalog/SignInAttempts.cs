namespace Platform.Runtime.Catalog;

/// <summary>
/// How often sign-in was tried in vain for one e-mail address within a span of time, whether or not anybody has that address: who is
/// refused learns nothing about who exists.
/// </summary>
public sealed class SignInAttempts
{
    /// <summary>SHA-256 of the normalised e-mail address.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Attempts since the span began, less those that succeeded.</summary>
    public int Failures { get; set; }

    /// <summary>When counting begins anew, UTC.</summary>
    public DateTime WindowEndsAt { get; set; }
}
