using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Catalog;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Identity;

/// <summary>
/// <c>/auth/api-keys</c>: a person's keys for programs. Made by a session alone, so that a key can't make others that outlive it. Who has the right
/// <c>manageUsers</c> sees and revokes everybody's in the tenant.
/// </summary>
internal static class ApiKeyEndpoints
{
    private const int MostOfMember = 100;
    private const int LongestName = 120;

    internal static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/auth/api-keys", ListAsync).RequireIdentity();
        routes.MapPost("/auth/api-keys", CreateAsync).RequireIdentity();
        routes.MapDelete("/auth/api-keys/{id:guid}", RevokeAsync).RequireIdentity();
    }

    /// <summary>The keys, the newest first: the caller's, or with <c>?all=true</c> those of the tenant.</summary>
    private static async Task ListAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        bool all = context.Request.Query["all"] == "true";
        if (all && !await ManagesUsersAsync(context, identity))
        {
            await context.WriteProblemAsync(ProblemCatalog.Forbidden);
            return;
        }

        await using CatalogContext catalog = await CatalogAsync(context);
        var keys = await (
            from key in catalog.ApiKeys.AsNoTracking()
            join membership in catalog.Memberships on key.MembershipId equals membership.Id
            join person in catalog.Users on membership.IdentityId equals person.Id
            where membership.TenantId == identity.TenantId && (all || membership.Id == identity.MembershipId)
            orderby key.CreatedAt descending
            select new { key.Id, key.Name, key.Prefix, key.Roles, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, OwnerId = membership.UserId, Owner = person.DisplayName })
            .ToListAsync(context.RequestAborted);
        await AccountEndpoints.AnswerAsync(context, new { apiKeys = keys });
    }

    /// <summary>Makes a key. The answer is the only place where it is ever seen.</summary>
    private static async Task CreateAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        if (await AccountEndpoints.RefuseApiKeyAsync(context, identity)) return;
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        NewApiKey? wanted = await SmallJsonBody.ReadAsync(context, body => Read(body, now));
        if (wanted is null) return;
        if (wanted.Roles?.Except(identity.Roles, StringComparer.Ordinal).FirstOrDefault() is { } foreign)
        {
            await context.WriteProblemAsync(ProblemCatalog.RoleNotHeld, $"You do not have the role '{foreign}'.");
            return;
        }

        await using CatalogContext catalog = await CatalogAsync(context);
        if (await catalog.ApiKeys.CountAsync(key => key.MembershipId == identity.MembershipId, context.RequestAborted) >= MostOfMember)
        {
            await context.WriteProblemAsync(ProblemCatalog.TooManyApiKeys, $"A person has at most {MostOfMember} keys. Revoke one that is no longer used.");
            return;
        }

        string secret = CredentialToken.Create(CredentialToken.ApiKeyPrefix);
        var stored = new ApiKey
        {
            Id = Guid.CreateVersion7(),
            KeyHash = CredentialToken.Hash(secret),
            Prefix = CredentialToken.VisiblePart(secret),
            Name = wanted.Name,
            MembershipId = identity.MembershipId,
            Roles = wanted.Roles is null ? null : [.. wanted.Roles.Distinct().Order(StringComparer.Ordinal)],
            ExpiresAt = wanted.ExpiresAt?.UtcDateTime,
        };
        catalog.ApiKeys.Add(stored);
        await catalog.SaveChangesAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await AccountEndpoints.AnswerAsync(
            context, new { key = secret, stored.Id, stored.Name, stored.Prefix, stored.Roles, stored.CreatedAt, stored.ExpiresAt, stored.LastUsedAt });
    }

    private static async Task RevokeAsync(HttpContext context, Guid id)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        if (identity.IsApiKey && identity.CredentialId != id && await AccountEndpoints.RefuseApiKeyAsync(context, identity)) return;
        bool any = await ManagesUsersAsync(context, identity);
        await using CatalogContext catalog = await CatalogAsync(context);
        int revoked = await catalog.ApiKeys
            .Where(key => key.Id == id && catalog.Memberships.Any(
                m => m.Id == key.MembershipId && m.TenantId == identity.TenantId && (any || m.Id == identity.MembershipId)))
            .ExecuteDeleteAsync(context.RequestAborted);
        if (revoked == 0) await context.WriteProblemAsync(ProblemCatalog.NotFound);
        else context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static NewApiKey Read(JsonElement body, DateTimeOffset now)
    {
        string name = body.RequiredText("name").Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) throw new JsonException($"'name' has 1 to {LongestName} characters on one line.");
        DateTimeOffset? end = body.Instant("expiresAt");
        if (end <= now) throw new JsonException("'expiresAt' has passed already.");
        IReadOnlyList<string>? roles = body.Texts("roles");
        if (roles is []) throw new JsonException("'roles' is empty: leave it out for all of your roles.");
        return new NewApiKey(name, roles, end);
    }

    private static async Task<bool> ManagesUsersAsync(HttpContext context, RequestIdentity identity)
    {
        TenantState? state = await context.RequestServices.GetRequiredService<TenantModels>().GetAsync(identity.TenantId, context.RequestAborted);
        return state is not null && PermissionCompiler.Compile(state.Model, identity.Roles).Has(SystemRight.ManageUsers);
    }

    private static Task<CatalogContext> CatalogAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(context.RequestAborted);
}
