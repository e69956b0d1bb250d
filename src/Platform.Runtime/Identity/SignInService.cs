using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;

namespace Platform.Runtime.Identity;

/// <summary>Begins and ends sessions.</summary>
internal sealed class SignInService(
    IDbContextFactory<CatalogContext> contexts,
    CredentialReader credentials,
    SignInThrottle throttle,
    ClientThrottle clients,
    PasswordVerifier passwords,
    ILookupNormalizer normalizer,
    PlatformOptions options,
    TimeProvider time)
{
    private const int LongestEmail = 256;
    private const int LongestPassword = 1024;
    private const int LongestUserAgent = 256;

    /// <summary>
    /// Signs in. Every refusal takes the same way and time, whether the address exists or not: counted first, then one hash verified.
    /// </summary>
    internal async Task<SignInResult> SignInAsync(SignInRequest request, IPAddress? address, string? userAgent, CancellationToken cancellation)
    {
        if (clients.MustWait(address) is { } wait) return new SignInResult.Throttled(wait);
        bool plausible = request.Email.Length <= LongestEmail && request.Password.Length <= LongestPassword && !request.Email.Any(char.IsControl);
        if (!plausible) return Refuse(address);
        string email = normalizer.NormalizeEmail(request.Email.Trim());
        if (await throttle.CountAttemptAsync(email, cancellation) is { } locked) return new SignInResult.Throttled(locked);

        await using CatalogContext catalog = await contexts.CreateDbContextAsync(cancellation);
        PlatformIdentity? identity = await catalog.Users.SingleOrDefaultAsync(user => user.NormalizedUserName == email, cancellation);
        if (!await passwords.VerifyAsync(identity, request.Password, cancellation)) return Refuse(address);
        if (identity!.LockoutEnd > time.GetUtcNow()) return Refuse(address);
        List<Place> places = await ActivePlacesAsync(catalog, identity.Id, cancellation);
        if (request.Tenant is { } named) places.RemoveAll(place => place.Slug != named);
        if (places.Count == 0) return Refuse(address);
        await throttle.ForgetAsync(email, cancellation);
        if (passwords.RenewHash(identity, request.Password)) await catalog.SaveChangesAsync(cancellation);
        if (places.Count > 1) return new SignInResult.TenantRequired([.. places.Select(place => place.Slug)]);
        return await BeginSessionAsync(catalog, places[0].MembershipId, address, userAgent, cancellation);
    }

    /// <summary>Ends the session of a token; nothing happens when there is none.</summary>
    internal async Task SignOutAsync(string token, CancellationToken cancellation)
    {
        byte[] hash = CredentialToken.Hash(token);
        await using CatalogContext catalog = await contexts.CreateDbContextAsync(cancellation);
        await catalog.Sessions.Where(session => session.TokenHash == hash).ExecuteDeleteAsync(cancellation);
    }

    private SignInResult.Refused Refuse(IPAddress? address)
    {
        clients.CountFailure(address);
        return new SignInResult.Refused();
    }

    private static Task<List<Place>> ActivePlacesAsync(CatalogContext catalog, Guid identityId, CancellationToken cancellation) => (
        from membership in catalog.Memberships
        join tenant in catalog.Tenants on membership.TenantId equals tenant.Id
        where membership.IdentityId == identityId
            && membership.Status == MembershipStatus.Active
            && tenant.Status == TenantStatus.Active
        orderby tenant.Slug
        select new Place(membership.Id, tenant.Slug)).ToListAsync(cancellation);

    private async Task<SignInResult> BeginSessionAsync(
        CatalogContext catalog, Guid membershipId, IPAddress? address, string? userAgent, CancellationToken cancellation)
    {
        string token = CredentialToken.Create(CredentialToken.SessionPrefix);
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            TokenHash = CredentialToken.Hash(token),
            MembershipId = membershipId,
            ExpiresAt = time.GetUtcNow().UtcDateTime + options.SessionLifetime,
            Address = address?.ToString(),
            UserAgent = userAgent is { Length: > LongestUserAgent } ? userAgent[..LongestUserAgent] : userAgent,
        };
        catalog.Sessions.Add(session);
        await catalog.SaveChangesAsync(cancellation);
        KnownCredential? known = await credentials.FindAsync(session.TokenHash, isApiKey: false, cancellation);
        // The membership may have been taken away in this very moment.
        return known is null ? new SignInResult.Refused() : new SignInResult.SignedIn(token, session.ExpiresAt, known.Identity);
    }

    private sealed record Place(Guid MembershipId, string Slug);
}
