using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Identity;

public sealed class AccountTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Password = TestHost.AdministratorPassword;

    [Fact]
    public async Task Auth_me_tells_who_one_is_with_which_rights_and_by_which_credential()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement me = await client.GetFromJsonAsync<JsonElement>("/auth/me");
        Assert.Equal(TestHost.AdministratorEmail, Text(me, "email"));
        Assert.Equal(("default", "Default"), (Text(me, "tenant"), Text(me, "tenantName")));
        Assert.Equal(["customize", "manageUsers", "export", "import", "purge"], me.GetProperty("rights").EnumerateArray().Select(r => r.GetString()!));
        JsonElement credential = me.GetProperty("credential");
        Assert.Equal("session", Text(credential, "kind"));
        Assert.True(credential.GetProperty("expiresAt").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Equal("default", Text(Assert.Single(me.GetProperty("tenants").EnumerateArray()), "slug"));
    }

    [Fact]
    public async Task A_key_is_shown_once_works_with_its_roles_alone_and_ends_when_it_is_revoked()
    {
        using HttpClient owner = await MemberAsync("keys@example.com", "salesRep", "salesManager");
        JsonElement made = await CreateKeyAsync(owner, new { name = " Nightly export ", roles = new[] { "salesRep" }, expiresAt = "2999-01-01T00:00:00Z" });
        string secret = Text(made, "key");
        Assert.StartsWith("pak_", secret, StringComparison.Ordinal);

        JsonElement listed = Assert.Single((await owner.GetFromJsonAsync<JsonElement>("/auth/api-keys")).GetProperty("apiKeys").EnumerateArray());
        Assert.Equal(("Nightly export", secret[..10]), (Text(listed, "name"), Text(listed, "prefix")));
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("lastUsedAt").ValueKind);
        Assert.DoesNotContain(secret, listed.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("hash", listed.GetRawText(), StringComparison.OrdinalIgnoreCase);

        using HttpClient program = Bearer(secret);
        JsonElement me = await program.GetFromJsonAsync<JsonElement>("/auth/me");
        Assert.Equal(["salesRep"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal("apiKey", Text(me.GetProperty("credential"), "kind"));
        listed = Assert.Single((await owner.GetFromJsonAsync<JsonElement>("/auth/api-keys")).GetProperty("apiKeys").EnumerateArray());
        Assert.InRange(listed.GetProperty("lastUsedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));

        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/auth/api-keys/{Text(made, "id")}")).StatusCode);
        await Eventually.HoldsAsync(async () => (await program.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the key is refused");
    }

    [Fact]
    public async Task A_key_follows_the_roles_of_its_owner_and_never_exceeds_them()
    {
        using HttpClient owner = await MemberAsync("follows@example.com", "salesRep");
        using HttpClient all = Bearer(Text(await CreateKeyAsync(owner, new { name = "all" }), "key"));
        using HttpClient one = Bearer(Text(await CreateKeyAsync(owner, new { name = "one", roles = new[] { "salesRep" } }), "key"));
        Assert.Equal(["salesRep"], await RolesAsync(all));
        await host.Database.DataSource.CreateCommand(
            "UPDATE platform.memberships SET roles = '{salesFinance}' WHERE identity_id = (SELECT id FROM platform.identities WHERE email = 'follows@example.com')")
            .ExecuteNonQueryAsync();
        await Eventually.HoldsAsync(async () => (await RolesAsync(all)) is ["salesFinance"] && (await RolesAsync(one)).Length == 0, "keys have the new roles");

        using HttpResponseMessage greedy = await owner.PostAsJsonAsync("/auth/api-keys", new { name = "x", roles = new[] { "administrator" } });
        await AssertProblemAsync(greedy, 422, "ROLE_NOT_HELD");
    }

    [Fact]
    public async Task A_key_ends_at_its_time()
    {
        using HttpClient owner = await MemberAsync("ends@example.com", "salesRep");
        JsonElement made = await CreateKeyAsync(owner, new { name = "short", expiresAt = DateTimeOffset.UtcNow.AddHours(1) });
        using HttpClient program = Bearer(Text(made, "key"));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/auth/me")).StatusCode);
        await host.Database.DataSource.CreateCommand("UPDATE platform.api_keys SET expires_at = now() WHERE name = 'short'").ExecuteNonQueryAsync();
        await Eventually.HoldsAsync(async () => (await program.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the key has ended");
    }

    [Fact]
    public async Task A_key_makes_no_keys_changes_no_password_and_revokes_itself_alone()
    {
        using HttpClient owner = await MemberAsync("program@example.com", "salesRep");
        JsonElement first = await CreateKeyAsync(owner, new { name = "first" }), second = await CreateKeyAsync(owner, new { name = "second" });
        using HttpClient program = Bearer(Text(first, "key"));
        await AssertProblemAsync(await program.PostAsJsonAsync("/auth/api-keys", new { name = "third" }), 403, "SESSION_REQUIRED");
        await AssertProblemAsync(
            await program.PostAsJsonAsync("/auth/password", new { currentPassword = Password, newPassword = "something else entirely" }), 403, "SESSION_REQUIRED");
        await AssertProblemAsync(await program.DeleteAsync($"/auth/api-keys/{Text(second, "id")}"), 403, "SESSION_REQUIRED");
        Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"/auth/api-keys/{Text(first, "id")}")).StatusCode);
    }

    [Fact]
    public async Task The_keys_of_others_are_for_those_who_manage_users_in_the_same_tenant()
    {
        using HttpClient owner = await MemberAsync("other@example.com", "salesRep");
        using HttpClient colleague = await MemberAsync("colleague@example.com", "salesRep");
        using HttpClient administrator = await host.CreateSignedInClientAsync();
        using HttpClient stranger = await StrangerAsync();
        string id = Text(await CreateKeyAsync(owner, new { name = "of other" }), "id");

        await AssertProblemAsync(await colleague.GetAsync("/auth/api-keys?all=true"), 403, "FORBIDDEN");
        await AssertProblemAsync(await colleague.DeleteAsync($"/auth/api-keys/{id}"), 404, "NOT_FOUND");
        await AssertProblemAsync(await stranger.DeleteAsync($"/auth/api-keys/{id}"), 404, "NOT_FOUND");
        Assert.DoesNotContain(id, await stranger.GetStringAsync("/auth/api-keys?all=true"), StringComparison.Ordinal);
        Assert.Contains(id, await administrator.GetStringAsync("/auth/api-keys?all=true"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.DeleteAsync($"/auth/api-keys/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"name\":\"a\\nb\"}")]
    [InlineData("{\"name\":\"a\",\"roles\":[]}")]
    [InlineData("{\"name\":\"a\",\"roles\":[1]}")]
    [InlineData("{\"name\":\"a\",\"roles\":\"salesRep\"}")]
    [InlineData("{\"name\":\"a\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}")]
    [InlineData("{\"name\":\"a\",\"expiresAt\":\"2999-01-01T00:00:00\"}")]
    [InlineData("{\"name\":\"a\",\"expiresAt\":\"tomorrow\"}")]
    public async Task A_malformed_key_is_refused(string body)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        using StringContent content = new(body, MediaTypeHeaderValue.Parse("application/json"));
        await AssertProblemAsync(await client.PostAsync("/auth/api-keys", content), 400, "BAD_REQUEST");
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_no_more()
    {
        const string Email = "changes@example.com", Wanted = "an entirely new one";
        using HttpClient here = await MemberAsync(Email, "salesRep");
        using HttpClient there = await host.CreateSignedInClientAsync(Email);
        using HttpClient colleague = await MemberAsync("bystander@example.com", "salesRep");
        Assert.Equal(2, (await here.GetFromJsonAsync<JsonElement>("/auth/sessions")).GetProperty("sessions").GetArrayLength());

        using HttpResponseMessage changed = await here.PostAsJsonAsync("/auth/password", new { currentPassword = Password, newPassword = Wanted });

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the other session has ended");
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/auth/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/auth/me")).StatusCode);
        await AssertProblemAsync(await host.CreateClient().PostAsJsonAsync("/auth/login", new { email = Email, password = Password }), 401, "SIGN_IN_FAILED");
        using HttpClient again = await host.CreateSignedInClientAsync(Email, Wanted);
    }

    [Fact]
    public async Task A_password_is_not_changed_without_the_current_one_nor_to_one_that_does_not_do()
    {
        const string Email = "careful@example.com";
        using HttpClient client = await MemberAsync(Email, "salesRep");
        await AssertProblemAsync(await client.PostAsJsonAsync("/auth/password", new { currentPassword = "guess", newPassword = "an entirely new one" }), 403, "PASSWORD_WRONG");
        JsonElement refused = await AssertProblemAsync(
            await client.PostAsJsonAsync("/auth/password", new { currentPassword = Password, newPassword = "short" }), 422, "PASSWORD_REFUSED");
        Assert.Contains("10", Text(refused, "detail"), StringComparison.Ordinal);
        await AssertProblemAsync(await client.PostAsJsonAsync("/auth/password", new { currentPassword = Password, newPassword = Password }), 422, "PASSWORD_REFUSED");
        using HttpClient still = await host.CreateSignedInClientAsync(Email);
    }

    [Fact]
    public async Task Guesses_at_the_current_password_are_counted_with_those_of_signing_in()
    {
        using HttpClient client = await MemberAsync("guessed@example.com", "salesRep");
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
            (await client.PostAsJsonAsync("/auth/password", new { currentPassword = "guess", newPassword = "an entirely new one" })).StatusCode));
        Assert.Equal(10, answers.Count(a => a == HttpStatusCode.Forbidden));
        Assert.Equal(2, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_session_of_ones_own_can_be_ended_and_none_of_others()
    {
        const string Email = "devices@example.com";
        using HttpClient here = await MemberAsync(Email, "salesRep");
        using HttpClient there = await host.CreateSignedInClientAsync(Email);
        using HttpClient colleague = await host.CreateSignedInClientAsync();
        JsonElement other = (await here.GetFromJsonAsync<JsonElement>("/auth/sessions")).GetProperty("sessions").EnumerateArray()
            .Single(s => !s.GetProperty("current").GetBoolean());
        string id = Text(other, "id");
        await AssertProblemAsync(await colleague.DeleteAsync($"/auth/sessions/{id}"), 404, "NOT_FOUND");
        Assert.Equal(HttpStatusCode.NoContent, (await here.DeleteAsync($"/auth/sessions/{id}")).StatusCode);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session has ended");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<JsonElement> CreateKeyAsync(HttpClient client, object wanted)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/api-keys", wanted);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string[]> RolesAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/auth/me")).GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)];

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        Assert.Equal(status, (int)response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, Text(problem, "code"));
        return problem;
    }

    private HttpClient Bearer(string secret)
    {
        HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private async Task<HttpClient> MemberAsync(string email, params string[] roles)
    {
        await using CatalogContext catalog = CatalogOptions.CreateContext(host.Database.DataSource);
        Guid tenant = await catalog.Tenants.Where(t => t.Slug == "default").Select(t => t.Id).SingleAsync();
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(tenant, new NewMember(email, email, Password, roles), CancellationToken.None);
        return await host.CreateSignedInClientAsync(email);
    }

    /// <summary>Somebody who manages users in another tenant.</summary>
    private async Task<HttpClient> StrangerAsync()
    {
        TenantProvisioning provisioning = host.Services.GetRequiredService<TenantProvisioning>();
        Tenant other = new() { Id = Guid.CreateVersion7(), Slug = "other", SchemaName = "t_other", Name = "Other", Locale = "en", TimeZone = "UTC", Currency = "EUR" };
        await provisioning.CreateTenantAsync(other, CancellationToken.None);
        await host.Services.GetRequiredService<PackageInstaller>().InstallAsync(other.Id, [], CancellationToken.None);
        await provisioning.CreateMemberAsync(other.Id, new NewMember("stranger@example.com", "Stranger", Password, ["administrator"]), CancellationToken.None);
        return await host.CreateSignedInClientAsync("stranger@example.com");
    }
}
