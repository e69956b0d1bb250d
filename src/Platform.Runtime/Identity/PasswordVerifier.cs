using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Platform.Runtime.Catalog;

namespace Platform.Runtime.Identity;

/// <summary>
/// Verifies passwords, at the same cost for an address that nobody has. Hashing is slow on purpose; at most as many run at once as there are
/// processors, so that a flood of sign-ins does not starve other requests.
/// </summary>
internal sealed class PasswordVerifier(IPasswordHasher<PlatformIdentity> hasher) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(Environment.ProcessorCount);
    private readonly PlatformIdentity _nobody = new() { DisplayName = "" };
    private readonly string _nobodysHash =
        hasher.HashPassword(new PlatformIdentity { DisplayName = "" }, RandomNumberGenerator.GetHexString(32));

    /// <summary>Whether the password is the identity's; never for null.</summary>
    internal async Task<bool> VerifyAsync(PlatformIdentity? identity, string password, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            string? hash = identity?.PasswordHash;
            PasswordVerificationResult result = hasher.VerifyHashedPassword(identity ?? _nobody, hash ?? _nobodysHash, password);
            return hash is not null && result != PasswordVerificationResult.Failed;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Hashes a verified password anew if its hash is of an older make.</summary>
    /// <returns>Whether the identity was changed and is to be saved.</returns>
    internal bool RenewHash(PlatformIdentity identity, string password)
    {
        bool isOld = hasher.VerifyHashedPassword(identity, identity.PasswordHash!, password) == PasswordVerificationResult.SuccessRehashNeeded;
        if (isOld) identity.PasswordHash = hasher.HashPassword(identity, password);
        return isOld;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
