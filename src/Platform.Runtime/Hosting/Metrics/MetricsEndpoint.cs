using System.Net;
using System.Security.Cryptography;
using System.Text;
using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Hosting.Metrics;

/// <summary><c>/metrics</c> in the Prometheus text format, for this machine or with the operator's token.</summary>
internal static class MetricsEndpoint
{
    internal static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", async (HttpContext context, PlatformOptions options, MetricRegistry registry) =>
        {
            if (!MayRead(context, options.MetricsToken))
            {
                await context.WriteProblemAsync(ProblemCatalog.Forbidden);
                return;
            }
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(PrometheusText.Render(registry.Read()), context.RequestAborted);
        }).WithoutIdentity();

    private static bool MayRead(HttpContext context, string? token)
    {
        const string Scheme = "Bearer ";
        string header = context.Request.Headers.Authorization.ToString();
        if (token is not null && header.StartsWith(Scheme, StringComparison.Ordinal))
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), Encoding.UTF8.GetBytes(token));
        // A proxy on this machine makes every client look local.
        bool isForwarded = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded");
        return !isForwarded && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    }
}
