using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform tenant …</c></summary>
internal static class TenantCommands
{
    internal static readonly OperatorCommand[] All =
    [
        new("tenant list", _ => { }, ListAsync),
        new("tenant create", given => given.Subject("a slug"), CreateAsync),
        new("tenant suspend", given => given.Subject("a slug"), (context, stop) => SetStatusAsync(context, TenantStatus.Suspended, stop)),
        new("tenant resume", given => given.Subject("a slug"), (context, stop) => SetStatusAsync(context, TenantStatus.Active, stop)),
        new("tenant delete", RequireYes, DeleteAsync),
    ];

    private static async Task ListAsync(OperatorContext context, CancellationToken stop)
    {
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        await foreach (Tenant tenant in catalog.Tenants.AsNoTracking().OrderBy(t => t.Slug).AsAsyncEnumerable().WithCancellation(stop))
        {
            string status = tenant.Status == TenantStatus.Active ? "active" : "suspended";
            Console.WriteLine($"{tenant.Slug}\t{tenant.Name}\t{status}\trevision {tenant.Revision}\t{tenant.Locale}\t{tenant.TimeZone}\t{tenant.Currency}");
        }
    }

    private static async Task CreateAsync(OperatorContext context, CancellationToken stop)
    {
        OperatorArguments given = context.Given;
        string slug = given.Subject("a slug");
        await context.Get<TenantProvisioning>().CreateTenantAsync(
            new Tenant
            {
                Id = Guid.CreateVersion7(),
                Slug = slug,
                SchemaName = "t_" + slug,
                Name = given.Value("--name") ?? slug,
                Locale = given.Value("--locale") ?? "en",
                TimeZone = given.Value("--time-zone") ?? "UTC",
                Currency = given.Value("--currency") ?? "USD",
            },
            stop);
        await context.RunStartupStepsAsync(stop);
        Console.WriteLine($"Tenant '{slug}' was made.");
    }

    private static async Task SetStatusAsync(OperatorContext context, TenantStatus status, CancellationToken stop)
    {
        string slug = context.Given.Subject("a slug");
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Tenant tenant = await OperatorContext.TenantAsync(catalog, slug, stop);
        // Before it is active, or a node might set aside what it finds old.
        if (status == TenantStatus.Active && tenant.Status != status) await context.Get<DeliveryAdministration>().RenewAsync(tenant.Id, stop);
        tenant.Status = status;
        await catalog.SaveChangesAsync(stop);
        // What was released while the tenant was closed is installed now.
        if (status == TenantStatus.Active) await context.RunStartupStepsAsync(stop);
        Console.WriteLine($"Tenant '{slug}' is {(status == TenantStatus.Active ? "active" : "suspended")}.");
    }

    private static async Task DeleteAsync(OperatorContext context, CancellationToken stop)
    {
        string slug = context.Given.Subject("a slug");
        int people = await context.Get<TenantRemoval>().RemoveAsync(slug, stop);
        Console.WriteLine($"Tenant '{slug}' was deleted with its records, documents and files, and the sign-ins of {people} people who belonged nowhere else.");
    }

    private static void RequireYes(OperatorArguments given)
    {
        string slug = given.Subject("a slug");
        if (!given.Has("--yes"))
            throw new PlatformOptionsException($"This deletes all records, documents and files of '{slug}' for good. To do so, add --yes. ('tenant suspend' closes it and keeps the data.)");
    }
}
