using Npgsql;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Hosting;

/// <summary>What load balancers and supervisors ask.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).WithoutIdentity();
        routes.MapGet("/health/ready", ReadyAsync).WithoutIdentity();
    }

    /// <summary>Ready: not stopping, and the database answers.</summary>
    private static async Task ReadyAsync(HttpContext context, NpgsqlDataSource dataSource, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await context.WriteProblemAsync(ProblemCatalog.NotReady);
            return;
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            await using NpgsqlCommand ask = dataSource.CreateCommand("SELECT 1");
            await ask.ExecuteScalarAsync(limit.Token);
            await context.Response.WriteAsync("ready", context.RequestAborted);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            await context.WriteProblemAsync(ProblemCatalog.DatabaseUnavailable);
        }
    }
}
