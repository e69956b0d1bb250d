using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Files;
using Platform.Sql;

namespace Platform.Runtime.Identity;

/// <summary>Deletes a tenant for good.</summary>
internal sealed class TenantRemoval(IDbContextFactory<CatalogContext> contexts, ContentStore files)
{
    /// <summary>
    /// Deletes the records, documents, revisions, jobs and members of a tenant in one transaction, then its files. People who belong to no other tenant lose their
    /// sign-in, so that the platform keeps nothing of them.
    /// </summary>
    /// <param name="slug">The tenant.</param>
    /// <param name="cancellation">Stops; nothing was deleted then, or everything but the files.</param>
    /// <returns>Number of people who lost their sign-in.</returns>
    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>.</exception>
    internal async Task<int> RemoveAsync(string slug, CancellationToken cancellation)
    {
        await using CatalogContext catalog = await contexts.CreateDbContextAsync(cancellation);
        catalog.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await using var transaction = await catalog.Database.BeginTransactionAsync(cancellation);
        Tenant tenant = await catalog.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, cancellation)
            ?? throw new ProvisioningException("TENANT_NOT_FOUND", $"There is no tenant '{slug}'.");
        await using (NpgsqlCommand drop = new(
            $"DROP SCHEMA {SqlIdentifier.Quote(tenant.SchemaName)} CASCADE", (NpgsqlConnection)catalog.Database.GetDbConnection())
        { CommandTimeout = 1800 })
        {
            await drop.ExecuteNonQueryAsync(cancellation);
        }
        Guid[] people = await catalog.Memberships.Where(m => m.TenantId == tenant.Id).Select(m => m.IdentityId).ToArrayAsync(cancellation);
        await catalog.Outbox.Where(m => m.TenantId == tenant.Id).ExecuteDeleteAsync(cancellation);
        await catalog.DeliveryAttempts.Where(a => a.TenantId == tenant.Id).ExecuteDeleteAsync(cancellation);
        await catalog.InboundCalls.Where(c => c.TenantId == tenant.Id).ExecuteDeleteAsync(cancellation);
        await catalog.AutoNumberCounters.Where(c => c.TenantId == tenant.Id).ExecuteDeleteAsync(cancellation);
        await catalog.Tenants.Where(t => t.Id == tenant.Id).ExecuteDeleteAsync(cancellation);
        int removed = await catalog.Users
            .Where(person => people.Contains(person.Id) && !catalog.Memberships.Any(m => m.IdentityId == person.Id)).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        files.RemoveTenant(tenant.Id);
        return removed;
    }
}
