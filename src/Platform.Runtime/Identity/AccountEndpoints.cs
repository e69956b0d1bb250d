using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Catalog;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Identity;

/// <summary>What the signed-in person sees and does with the account: <c>/auth/me</c>, <c>/auth/password</c>, <c>/auth/sessions</c>.</summary>
internal static class AccountEndpoints
{
    internal static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/auth/me", MeAsync).RequireIdentity();
        routes.MapPost("/auth/password", ChangePasswordAsync).RequireIdentity();
        routes.MapGet("/auth/sessions", ListSessionsAsync).RequireIdentity();
        routes.MapDelete("/auth/sessions/{id:guid}", EndSessionAsync).RequireIdentity();
    }

    private static async Task MeAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        IServiceProvider services = context.RequestServices;
        TenantState? state = await services.GetRequiredService<TenantModels>().PresentAsync(identity.TenantId, context.RequestAborted);
        PermissionSet? permissions = state is null ? null : PermissionCompiler.Compile(state.Model, identity.Roles);
        await using CatalogContext catalog = await services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(context.RequestAborted);
        var tenants = await (
            from membership in catalog.Memberships
            join tenant in catalog.Tenants on membership.TenantId equals tenant.Id
            where membership.IdentityId == identity.IdentityId && membership.Status == MembershipStatus.Active && tenant.Status == TenantStatus.Active
            orderby tenant.Slug
            select new { tenant.Slug, tenant.Name }).ToListAsync(context.RequestAborted);
        SignedInUser user = SignedInUser.Of(identity);
        await AnswerAsync(context, new
        {
            user.Id,
            user.Email,
            user.Name,
            user.Tenant,
            TenantName = tenants.FirstOrDefault(t => t.Slug == identity.TenantSlug)?.Name ?? identity.TenantSlug,
            user.Roles,
            user.Locale,
            user.TimeZone,
            user.Currency,
            Rights = permissions is null ? [] : Enum.GetValues<SystemRight>().Where(permissions.Has).Select(Name).ToImmutableArray(),
            Credential = new
            {
                Kind = identity.IsApiKey ? "apiKey" : "session",
                Id = identity.CredentialId,
                ExpiresAt = identity.ExpiresAt == DateTime.MaxValue ? (DateTime?)null : identity.ExpiresAt,
            },
            Tenants = tenants,
        });
    }

    private static async Task ChangePasswordAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        if (await RefuseApiKeyAsync(context, identity)) return;
        PasswordRequest? request = await SmallJsonBody.ReadAsync(
            context, body => new PasswordRequest(body.RequiredText("currentPassword"), body.RequiredText("newPassword")));
        if (request is null) return;
        PasswordResult result = await context.RequestServices.GetRequiredService<Passwords>().ChangeAsync(
            identity, request.Current, request.New, context.RequestAborted);
        switch (result)
        {
            case PasswordResult.Changed:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case PasswordResult.Throttled throttled:
                await context.WriteThrottledAsync(throttled.RetryAfter);
                break;
            case PasswordResult.Refused refused:
                await context.WriteProblemAsync(ProblemCatalog.PasswordRefused, refused.Reason);
                break;
            default:
                await context.WriteProblemAsync(ProblemCatalog.PasswordWrong);
                break;
        }
    }

    /// <summary>The person's sessions in this tenant, the newest first.</summary>
    private static async Task ListSessionsAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        await using CatalogContext catalog =
            await context.RequestServices.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(context.RequestAborted);
        var sessions = await catalog.Sessions.AsNoTracking()
            .Where(session => session.MembershipId == identity.MembershipId && session.ExpiresAt > DateTime.UtcNow)
            .OrderByDescending(session => session.CreatedAt)
            .Select(session => new { session.Id, session.CreatedAt, session.ExpiresAt, session.Address, session.UserAgent, Current = session.Id == identity.CredentialId })
            .ToListAsync(context.RequestAborted);
        await AnswerAsync(context, new { sessions });
    }

    private static async Task EndSessionAsync(HttpContext context, Guid id)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        await using CatalogContext catalog =
            await context.RequestServices.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(context.RequestAborted);
        int ended = await catalog.Sessions
            .Where(session => session.Id == id && session.MembershipId == identity.MembershipId).ExecuteDeleteAsync(context.RequestAborted);
        if (ended == 0) await context.WriteProblemAsync(ProblemCatalog.NotFound);
        else context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What only a person may do is refused to a program's key, which may have been passed on.</summary>
    internal static async Task<bool> RefuseApiKeyAsync(HttpContext context, RequestIdentity identity)
    {
        if (identity.IsApiKey) await context.WriteProblemAsync(ProblemCatalog.SessionRequired);
        return identity.IsApiKey;
    }

    internal static Task AnswerAsync<T>(HttpContext context, T body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }

    private static string Name(SystemRight right)
    {
        string name = right.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed record PasswordRequest(string Current, string New);
}
