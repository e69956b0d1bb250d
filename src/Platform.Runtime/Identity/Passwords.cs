using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;

namespace Platform.Runtime.Identity;

/// <summary>Changes passwords. Whoever knew the old one is signed out everywhere.</summary>
internal sealed class Passwords(
    IServiceScopeFactory scopes, PasswordVerifier verifier, SignInThrottle throttle, ILookupNormalizer normalizer)
{
    private const int Longest = 1024;

    /// <summary>
    /// Changes the password of the person who asks, given the current one. Guesses are counted together with those of signing in: a stolen session does not open
    /// another way to try passwords. The session that asks goes on; all others of the person end, in every tenant.
    /// </summary>
    internal async Task<PasswordResult> ChangeAsync(RequestIdentity asking, string current, string wanted, CancellationToken cancellation)
    {
        string email = normalizer.NormalizeEmail(asking.Email);
        if (await throttle.CountAttemptAsync(email, cancellation) is { } locked) return new PasswordResult.Throttled(locked);
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        CatalogContext catalog = scope.ServiceProvider.GetRequiredService<CatalogContext>();
        UserManager<PlatformIdentity> identities = scope.ServiceProvider.GetRequiredService<UserManager<PlatformIdentity>>();
        PlatformIdentity? identity = await catalog.Users.SingleOrDefaultAsync(user => user.Id == asking.IdentityId, cancellation);
        if (current.Length > Longest || !await verifier.VerifyAsync(identity, current, cancellation)) return new PasswordResult.Wrong();
        await throttle.ForgetAsync(email, cancellation);
        if (wanted == current) return new PasswordResult.Refused("The new password is the current one.");
        return await StoreAsync(catalog, identities, identity!, wanted, asking.CredentialId, cancellation) is { } reason
            ? new PasswordResult.Refused(reason)
            : new PasswordResult.Changed();
    }

    /// <summary>Sets a password on the operator's word; every session of the person ends.</summary>
    /// <exception cref="ProvisioningException"><c>IDENTITY_NOT_FOUND</c>, <c>IDENTITY_INVALID</c>.</exception>
    internal async Task SetAsync(string email, string password, CancellationToken cancellation)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        CatalogContext catalog = scope.ServiceProvider.GetRequiredService<CatalogContext>();
        UserManager<PlatformIdentity> identities = scope.ServiceProvider.GetRequiredService<UserManager<PlatformIdentity>>();
        PlatformIdentity identity = await identities.FindByEmailAsync(email)
            ?? throw new ProvisioningException("IDENTITY_NOT_FOUND", $"Nobody has the e-mail address '{email}'.");
        if (await StoreAsync(catalog, identities, identity, password, null, cancellation) is { } reason) throw new ProvisioningException("IDENTITY_INVALID", reason);
        await throttle.ForgetAsync(normalizer.NormalizeEmail(email), cancellation);
    }

    /// <summary>Stores a password and ends sessions, both or neither; returns why it does not do, or null.</summary>
    private static async Task<string?> StoreAsync(
        CatalogContext catalog, UserManager<PlatformIdentity> identities, PlatformIdentity identity, string password, Guid? goingOn, CancellationToken cancellation)
    {
        if (password.Length > Longest) return $"Passwords have at most {Longest} characters.";
        await using var transaction = await catalog.Database.BeginTransactionAsync(cancellation);
        foreach (IPasswordValidator<PlatformIdentity> rule in identities.PasswordValidators)
        {
            IdentityResult verdict = await rule.ValidateAsync(identities, identity, password);
            if (!verdict.Succeeded) return string.Join(' ', verdict.Errors.Select(error => error.Description));
        }
        identity.PasswordHash = identities.PasswordHasher.HashPassword(identity, password);
        identity.SecurityStamp = Guid.NewGuid().ToString("N");
        await catalog.SaveChangesAsync(cancellation);
        await catalog.Sessions
            .Where(session => session.Id != goingOn && catalog.Memberships.Any(m => m.Id == session.MembershipId && m.IdentityId == identity.Id))
            .ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
