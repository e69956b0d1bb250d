using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Approvals;
using Platform.Runtime.Catalog;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform approvals …</c></summary>
internal static class ApprovalCommands
{
    internal static readonly OperatorCommand[] All = [new("approvals verify", _ => { }, VerifyAsync)];

    private static async Task VerifyAsync(OperatorContext context, CancellationToken stop)
    {
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        int broken = 0;
        foreach (Tenant tenant in await catalog.Tenants.OrderBy(t => t.Slug).ToListAsync(stop))
        {
            if (await context.Get<TenantModels>().GetAsync(tenant.Id, stop) is not { } state) continue;
            await using NpgsqlConnection connection = await context.Get<NpgsqlDataSource>().OpenConnectionAsync(stop);
            TrailVerification found = await TrailVerification.RunAsync(connection, state.Model, state.Schema, stop);
            Console.WriteLine($"{tenant.Slug}: {found.Requests} requests, {found.Entries} entries, {found.Broken.Count} broken");
            foreach (Guid request in found.Broken) Console.WriteLine($"  {request:D}");
            broken += found.Broken.Count;
        }

        if (broken > 0) Environment.ExitCode = 1;
    }
}
