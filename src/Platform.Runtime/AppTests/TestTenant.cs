using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Platform.Metadata.Model;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.AppTests;

/// <summary>The tenant of a test file, and the people who use it. People are made when a test first acts in their name, and use the API as everybody does.</summary>
internal sealed class TestTenant(AppTestHost host, Tenant tenant) : IDisposable
{
    private readonly Dictionary<string, Task<TestMember>> _people = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Its id.</summary>
    public Guid Id => tenant.Id;

    /// <summary>The host.</summary>
    public AppTestHost Host => host;

    /// <summary>What is installed in it.</summary>
    public async Task<TenantModel> ModelAsync(CancellationToken cancellation) =>
        (await host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.Id, cancellation))!.Model;

    /// <summary>A person of the tenant.</summary>
    /// <exception cref="TestCallException">A role does not exist.</exception>
    public async Task<TestMember> MemberAsync(TestPerson person, CancellationToken cancellation)
    {
        Task<TestMember> member;
        lock (_people)
        {
            if (!_people.TryGetValue(person.Key, out member!)) _people[person.Key] = member = CreateAsync(person, _people.Count, cancellation);
        }

        return await member;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Task<TestMember> person in _people.Values.Where(p => p.IsCompletedSuccessfully)) person.Result.Http.Dispose();
        _turn.Dispose();
    }

    private async Task<TestMember> CreateAsync(TestPerson person, int number, CancellationToken cancellation)
    {
        TenantModel model = await ModelAsync(cancellation);
        if (person.Roles.FirstOrDefault(role => model.Roles.All(r => r.Name != role)) is { } unknown)
            throw new TestCallException("BAD_USER_INPUT", $"There is no role \"{unknown}\". There are: {string.Join(", ", model.Roles.Select(r => r.Name))}.");
        await _turn.WaitAsync(cancellation);
        try
        {
            string email = string.Create(CultureInfo.InvariantCulture, $"person{number}@{tenant.Slug}.example");
            NewMember member = new(email, person.Name, PasswordGenerator.Create(), person.Roles, person.Language, person.TimeZone);
            Membership membership = await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(tenant.Id, member, cancellation);
            await host.Services.GetRequiredService<MemberRecords>().EnsureAsync(tenant.Id, cancellation);
            HttpClient http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = host.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateKeyAsync(membership.Id, cancellation));
            return new TestMember(membership.UserId, person.Roles, http);
        }
        finally
        {
            _turn.Release();
        }
    }

    // A key that never ends, whatever a test makes of the clock.
    private async Task<string> CreateKeyAsync(Guid membership, CancellationToken cancellation)
    {
        string secret = CredentialToken.Create(CredentialToken.ApiKeyPrefix);
        await using CatalogContext catalog = await host.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(cancellation);
        catalog.ApiKeys.Add(new ApiKey
        {
            Id = Guid.CreateVersion7(),
            KeyHash = CredentialToken.Hash(secret),
            Prefix = CredentialToken.VisiblePart(secret),
            Name = "Tests",
            MembershipId = membership,
        });
        await catalog.SaveChangesAsync(cancellation);
        return secret;
    }
}
