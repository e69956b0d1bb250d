using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Operating;

/// <summary>What a command of the operator works with.</summary>
/// <param name="Services">Services of a host that does not serve.</param>
/// <param name="Given">The command line.</param>
/// <param name="Options">Options of the host.</param>
internal sealed record OperatorContext(IServiceProvider Services, OperatorArguments Given, PlatformOptions Options)
{
    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    internal Task<CatalogContext> CatalogAsync(CancellationToken stop) => Get<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(stop);

    /// <summary>Does what a start of the host would: new tenants get the platform's documents and the apps, new members their records.</summary>
    internal async Task RunStartupStepsAsync(CancellationToken stop)
    {
        foreach (IStartupStep step in Services.GetServices<IStartupStep>()) await step.RunAsync(stop);
    }

    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>.</exception>
    internal static async Task<Tenant> TenantAsync(CatalogContext catalog, string slug, CancellationToken stop) =>
        await catalog.Tenants.SingleOrDefaultAsync(t => t.Slug == slug, stop)
            ?? throw new ProvisioningException("TENANT_NOT_FOUND", $"There is no tenant '{slug}'.");
}
