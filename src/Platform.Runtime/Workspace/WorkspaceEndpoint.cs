using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Platform.Metadata.Permissions;
using Platform.Metadata.Workspace;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Workspace;

/// <summary>
/// <c>GET /workspace?locale=zh-CN</c>: what the web application draws for the caller (<see cref="WorkspaceDescription"/>). An unchanged workspace is
/// answered with 304 by its ETag, without being made.
/// </summary>
internal static class WorkspaceEndpoint
{
    /// <summary>Differs between builds: another build may describe the same model in another form.</summary>
    private static readonly string Build = typeof(WorkspaceBuilder).Module.ModuleVersionId.ToString("N");

    internal static void MapWorkspace(this IEndpointRouteBuilder routes) => routes.MapGet("/workspace", AnswerAsync).RequireIdentity();

    private static async Task AnswerAsync(HttpContext context)
    {
        RequestIdentity identity = context.GetRequestIdentity()!;
        CancellationToken cancellation = context.RequestAborted;
        TenantModels models = context.RequestServices.GetRequiredService<TenantModels>();
        if (await models.GetAsync(identity.TenantId, cancellation) is not { } state)
        {
            await context.WriteProblemAsync(ProblemCatalog.Unauthenticated);
            return;
        }

        PermissionSet permissions = PermissionCompiler.Compile(state.Model, identity.Roles);
        WorkspaceContext described = new(
            new WorkspaceUser(identity.UserId.ToString("D"), identity.DisplayName, identity.Email, [.. identity.Roles], identity.TimeZone),
            new WorkspaceTenant(identity.TenantSlug, await TenantNameAsync(context, identity.TenantId, cancellation), identity.Currency, identity.TenantTimeZone),
            WorkspaceLocales.Choose(context.Request.Query["locale"].FirstOrDefault() ?? identity.Locale));
        EntityTagHeaderValue tag = TagOf(state.Revision, permissions.Key, described);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Cookie, Authorization";
        context.Response.GetTypedHeaders().ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        byte[] body = WorkspaceJson.Serialize(WorkspaceBuilder.Build(state.Model, permissions, described));
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(body, cancellation);
    }

    /// <summary>Everything that the answer depends on, as one tag; weak, because the body may be compressed.</summary>
    private static EntityTagHeaderValue TagOf(long revision, string permissions, WorkspaceContext context)
    {
        string all = string.Join('\n', Build, revision.ToString(CultureInfo.InvariantCulture), permissions, context.ToString());
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16))}\"", isWeak: true);
    }

    private static async Task<string> TenantNameAsync(HttpContext context, Guid tenantId, CancellationToken cancellation)
    {
        IDbContextFactory<CatalogContext> factory = context.RequestServices.GetRequiredService<IDbContextFactory<CatalogContext>>();
        await using CatalogContext catalog = await factory.CreateDbContextAsync(cancellation);
        return await catalog.Tenants.Where(t => t.Id == tenantId).Select(t => t.Name).SingleAsync(cancellation);
    }
}
