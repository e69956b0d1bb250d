using Microsoft.Net.Http.Headers;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Hosting;

/// <summary>
/// Serves the built web app. Its files are read once and kept with their compressed forms; every path that is no file and no API is the
/// app's own and gets its page.
/// </summary>
internal static class WebAppEndpoints
{
    private const string NotBuilt =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Platform</title>
        <body><p>The API is running. The web app is not built: run <code>./platform run</code>, or <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>.</p></body></html>
        """;

    /// <summary>First parts of paths that belong to the API: what is unknown below them is an error, not a page.</summary>
    private static readonly string[] ApiPaths =
        ["auth", "graphql", "metadata", "schemas", "files", "imports", "exports", "hooks", "health", "metrics", "f", "s"];

    internal static void MapWebApp(this IEndpointRouteBuilder routes, WebAssetStore assets)
    {
        routes.MapMethods("{**path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => ServeAsync(context, assets))
            .WithOrder(int.MaxValue)
            .WithoutIdentity();
    }

    private static async Task ServeAsync(HttpContext context, WebAssetStore assets)
    {
        string path = context.Request.Path.Value?.TrimStart('/') ?? "";
        if (ApiPaths.Contains(path.Split('/', 2)[0], StringComparer.Ordinal))
        {
            await context.WriteProblemAsync(ProblemCatalog.NotFound);
            return;
        }
        // A missing script must not be answered with a page.
        WebAsset? asset = assets.Find(path) ?? (Path.HasExtension(path) ? null : assets.Find("index.html"));
        if (asset is not null) await SendAsync(context, asset);
        else if (Path.HasExtension(path)) await context.WriteProblemAsync(ProblemCatalog.NotFound);
        else await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }

    internal static async Task SendAsync(HttpContext context, WebAsset asset)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = asset.ETag;
        response.Headers.CacheControl = asset.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (context.Request.Headers.IfNoneMatch.Contains(asset.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        (ReadOnlyMemory<byte> body, string? encoding) = asset.Encoded(context.Request.Headers.AcceptEncoding.ToString());
        response.ContentType = asset.ContentType;
        response.ContentLength = body.Length;
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        if (HttpMethods.IsGet(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
