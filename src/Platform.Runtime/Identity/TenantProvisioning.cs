using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Runtime.Catalog;

namespace Platform.Runtime.Identity;

/// <summary>Makes tenants and the people in them.</summary>
public sealed partial class TenantProvisioning(IServiceScopeFactory scopes)
{
    /// <summary>Makes a tenant: its entry in the catalog and its empty schema, both or neither.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Stops; nothing was made then.</param>
    /// <exception cref="ProvisioningException"><c>TENANT_SLUG_INVALID</c>, <c>TENANT_EXISTS</c>.</exception>
    public async Task CreateTenantAsync(Tenant tenant, CancellationToken cancellation)
    {
        if (!Slug().IsMatch(tenant.Slug))
        {
            throw new ProvisioningException(
                "TENANT_SLUG_INVALID",
                $"'{tenant.Slug}' can't name a tenant: use lower-case letters, digits and underscores, a letter first, at most 48.");
        }
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        CatalogContext catalog = scope.ServiceProvider.GetRequiredService<CatalogContext>();
        await using var transaction = await catalog.Database.BeginTransactionAsync(cancellation);
        catalog.Tenants.Add(tenant);
        try
        {
            await catalog.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new ProvisioningException("TENANT_EXISTS", $"There is already a tenant '{tenant.Slug}'.");
        }
        var connection = (NpgsqlConnection)catalog.Database.GetDbConnection();
        // The slug was checked to be of harmless characters; quoting keeps it a name whatever it says.
        await using var create = new NpgsqlCommand($"CREATE SCHEMA \"{tenant.SchemaName}\"", connection);
        await create.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Makes a person a member of a tenant. A person who has an identity already keeps it, with its password.</summary>
    /// <param name="tenantId">Id of the tenant.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancellation">Stops; the identity may have been made then, the membership not.</param>
    /// <returns>The membership, with the id that the tenant's <c>User</c> record is to have.</returns>
    /// <exception cref="ProvisioningException"><c>IDENTITY_INVALID</c>: address or password are refused; <c>MEMBERSHIP_EXISTS</c>.</exception>
    public async Task<Membership> CreateMemberAsync(Guid tenantId, NewMember person, CancellationToken cancellation)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        CatalogContext catalog = scope.ServiceProvider.GetRequiredService<CatalogContext>();
        UserManager<PlatformIdentity> identities = scope.ServiceProvider.GetRequiredService<UserManager<PlatformIdentity>>();
        PlatformIdentity? identity = await identities.FindByEmailAsync(person.Email);
        if (identity is null)
        {
            identity = new PlatformIdentity
            {
                Id = Guid.CreateVersion7(),
                UserName = person.Email,
                Email = person.Email,
                DisplayName = person.DisplayName,
            };
            IdentityResult made = await identities.CreateAsync(identity, person.Password);
            if (!made.Succeeded)
                throw new ProvisioningException("IDENTITY_INVALID", string.Join(' ', made.Errors.Select(error => error.Description)));
        }
        var membership = new Membership
        {
            Id = Guid.CreateVersion7(),
            IdentityId = identity.Id,
            TenantId = tenantId,
            UserId = Guid.CreateVersion7(),
            Roles = [.. person.Roles],
            Locale = person.Locale,
            TimeZone = person.TimeZone,
        };
        catalog.Memberships.Add(membership);
        try
        {
            await catalog.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new ProvisioningException("MEMBERSHIP_EXISTS", $"'{person.Email}' belongs to the tenant already.");
        }
        return membership;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
