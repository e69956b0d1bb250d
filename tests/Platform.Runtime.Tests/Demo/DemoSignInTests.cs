using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Demo;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

public sealed class DemoSignInTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>, IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-demo-").FullName;

    [Fact]
    public async Task Every_person_of_the_demo_data_gets_a_sign_in_with_the_roles_of_the_record_once()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "demo_people");
        await tenant.ApplyAsync([.. SalesApp.Documents().Select(text => new PutDocument(System.Text.Encoding.UTF8.GetString(text), "sales"))], [Platform.Metadata.Hazards.HazardCodes.ScriptRights]);
        DemoTarget target = new(tenant.Id, tenant.Schema);
        await new DemoLoader(database.DataSource).LoadAsync(SalesApp.SmallDataset, target, null, CancellationToken.None);

        DemoSignIns signIns = Create();
        await signIns.EnsureAsync(SalesApp.SmallDataset, target, CancellationToken.None);

        await using CatalogContext catalog = database.CreateContext();
        List<Membership> members = await catalog.Memberships.Where(m => m.TenantId == tenant.Id).ToListAsync();
        Assert.Equal(await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.\"user\""), members.Count);
        Assert.Contains(members, m => m.Roles is ["salesManager"]);
        Assert.Equal(members.Count, await tenant.ScalarAsync<long>($"""
            SELECT count(*) FROM $S."user" u JOIN platform.memberships m ON m.user_id = u.id AND m.roles = u.roles AND m.locale = u.locale
            JOIN platform.identities i ON i.id = m.identity_id AND i.normalized_email = upper(u.email) WHERE m.tenant_id = '{tenant.Id}'
            """));
        string password = (await File.ReadAllTextAsync(Path.Combine(_data, "demo-password"))).Trim();
        PlatformIdentity person = await catalog.Users.FirstAsync(u => u.Id == members[0].IdentityId);
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<PlatformIdentity>().VerifyHashedPassword(person, person.PasswordHash!, password));
        string[] announced = [.. signIns.Announce()];
        Assert.EndsWith(password, announced[0], StringComparison.Ordinal);
        Assert.Contains(announced, line => line.EndsWith("salesRep", StringComparison.Ordinal));

        // A later start: nothing new, and the password is told no more than once.
        DemoSignIns again = Create();
        await again.EnsureAsync(SalesApp.SmallDataset, target, CancellationToken.None);
        Assert.Equal(members.Count, await catalog.Memberships.CountAsync(m => m.TenantId == tenant.Id));
        Assert.DoesNotContain(password, again.Announce().First(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private DemoSignIns Create() => new(
        database.DataSource, new Contexts(database), new PasswordHasher<PlatformIdentity>(), new PlatformOptions { DataDirectory = _data });

    private sealed class Contexts(CatalogDatabase database) : IDbContextFactory<CatalogContext>
    {
        public CatalogContext CreateDbContext() => database.CreateContext();
    }
}
