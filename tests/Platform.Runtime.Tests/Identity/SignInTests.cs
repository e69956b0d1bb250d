using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Hosting;
using Platform.Runtime.Identity;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Identity;

public sealed class SignInTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Signing_in_sets_a_cookie_that_scripts_cannot_read_and_answers_with_the_user()
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage response = await SignInAsync(client, TestHost.AdministratorEmail, TestHost.AdministratorPassword);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(body.GetProperty("token").GetString()!, cookie, StringComparison.Ordinal);
        Assert.True(body.GetProperty("expiresAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(6));
        JsonElement user = body.GetProperty("user");
        Assert.Equal(TestHost.AdministratorEmail, user.GetProperty("email").GetString());
        Assert.Equal("default", user.GetProperty("tenant").GetString());
        Assert.Equal("administrator", user.GetProperty("roles")[0].GetString());
    }

    [Theory]
    [InlineData("header")]
    [InlineData("cookie")]
    public async Task The_token_opens_auth_me_as_header_and_as_cookie(string form)
    {
        using HttpClient client = host.CreateClient();
        string token = await TokenAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        if (form == "header") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else request.Headers.Add("Cookie", "platform_session=" + token);

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer pst_0000000000000000000000000000000000000000000")]
    [InlineData("Basic YTpi")]
    public async Task Without_a_valid_credential_the_answer_is_UNAUTHENTICATED(string? header)
    {
        using HttpClient client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header);
        using HttpResponseMessage response = await client.SendAsync(request);
        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage wrong = await SignInAsync(client, TestHost.AdministratorEmail, "not the password");
        using HttpResponseMessage unknown = await SignInAsync(client, "nobody@example.com", "not the password");

        JsonElement first = await AssertProblemAsync(wrong, HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        JsonElement second = await AssertProblemAsync(unknown, HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        Assert.Equal(WithoutTrace(first), WithoutTrace(second));
    }

    [Theory]
    [InlineData("locked-out@example.com", true)]
    [InlineData("unknown-to-all@example.com", false)]
    public async Task After_ten_failures_an_address_is_refused_whether_it_exists_or_not(string email, bool exists)
    {
        if (exists) await AddMemberAsync(email, await DefaultTenantAsync());
        using HttpClient client = host.CreateClient();
        // At the same time: parallel guesses get no more tries than patient ones.
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => SignInAsync(client, email, "a wrong guess")));
        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));

        using HttpResponseMessage locked = await SignInAsync(client, email, TestHost.AdministratorPassword);
        await AssertProblemAsync(locked, HttpStatusCode.TooManyRequests, "SIGN_IN_THROTTLED");
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 900);

        await ExecuteAsync("UPDATE platform.sign_in_attempts SET window_ends_at = now()");
        using HttpResponseMessage later = await SignInAsync(client, email, TestHost.AdministratorPassword);
        Assert.Equal(exists ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, later.StatusCode);
        foreach (HttpResponseMessage answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_every_node()
    {
        await using RunningHost other = await host.StartSecondNodeAsync();
        using HttpClient here = await host.CreateSignedInClientAsync();
        using var there = new HttpClient { BaseAddress = other.Address };
        there.DefaultRequestHeaders.Authorization = here.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/auth/me")).StatusCode);

        using HttpResponseMessage end = await here.PostAsync("/auth/logout", null);

        Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        await Eventually.HoldsAsync(
            async () => (await here.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized
                && (await there.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized,
            "the session has ended on both nodes");
    }

    [Fact]
    public async Task Taking_a_role_away_in_the_database_reaches_a_session_in_use()
    {
        const string Email = "demoted@example.com";
        await AddMemberAsync(Email, await DefaultTenantAsync());
        using HttpClient client = await host.CreateSignedInClientAsync(Email);
        Assert.Equal(["salesUser"], await RolesAsync(client));

        await ExecuteAsync("UPDATE platform.memberships SET roles = '{}' WHERE identity_id = (SELECT id FROM platform.identities WHERE email = 'demoted@example.com')");

        await Eventually.HoldsAsync(async () => (await RolesAsync(client)).Length == 0, "the role is gone");
    }

    [Fact]
    public async Task A_suspended_membership_ends_its_sessions_and_cannot_sign_in()
    {
        const string Email = "gone@example.com";
        await AddMemberAsync(Email, await DefaultTenantAsync());
        using HttpClient client = await host.CreateSignedInClientAsync(Email);

        await ExecuteAsync("UPDATE platform.memberships SET status = 'suspended' WHERE identity_id = (SELECT id FROM platform.identities WHERE email = 'gone@example.com')");

        await Eventually.HoldsAsync(async () => (await client.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session is refused");
        using HttpResponseMessage again = await SignInAsync(client, Email, TestHost.AdministratorPassword);
        await AssertProblemAsync(again, HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
    }

    [Fact]
    public async Task A_session_ends_when_its_time_is_over()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ExecuteAsync("UPDATE platform.sessions SET expires_at = now()");
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session has ended");
    }

    [Fact]
    public async Task Who_belongs_to_several_tenants_names_one_and_sees_that_one()
    {
        const string Email = "consultant@example.com";
        var second = new Tenant
        {
            Id = Guid.CreateVersion7(),
            Slug = "second",
            SchemaName = "t_second",
            Name = "Second",
            Locale = "zh-CN",
            TimeZone = "Asia/Shanghai",
            Currency = "CNY",
        };
        await host.Services.GetRequiredService<TenantProvisioning>().CreateTenantAsync(second, CancellationToken.None);
        await AddMemberAsync(Email, await DefaultTenantAsync());
        await AddMemberAsync(Email, second.Id);
        using HttpClient client = host.CreateClient();

        using HttpResponseMessage unnamed = await SignInAsync(client, Email, TestHost.AdministratorPassword);
        JsonElement choice = await AssertProblemAsync(unnamed, HttpStatusCode.Conflict, "TENANT_REQUIRED");
        Assert.Equal(["default", "second"], choice.GetProperty("tenants").EnumerateArray().Select(slug => slug.GetString()!));

        using HttpResponseMessage named = await client.PostAsJsonAsync(
            "/auth/login", new { email = Email, password = TestHost.AdministratorPassword, tenant = "second" });
        JsonElement user = (await named.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("user");
        Assert.Equal("second", user.GetProperty("tenant").GetString());
        Assert.Equal("zh-CN", user.GetProperty("locale").GetString());
        Assert.Equal("Asia/Shanghai", user.GetProperty("timeZone").GetString());

        using HttpResponseMessage foreign = await client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword, tenant = "second" });
        await AssertProblemAsync(foreign, HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
    }

    [Fact]
    public async Task An_api_key_acts_as_its_membership_until_it_is_deleted()
    {
        string key = CredentialToken.Create(CredentialToken.ApiKeyPrefix);
        await using (CatalogContext catalog = CatalogOptions.CreateContext(host.Database.DataSource))
        {
            Membership membership = await catalog.Memberships.OrderBy(m => m.CreatedAt).FirstAsync();
            catalog.ApiKeys.Add(new ApiKey
            {
                Id = Guid.CreateVersion7(),
                KeyHash = CredentialToken.Hash(key),
                Prefix = CredentialToken.VisiblePart(key),
                Name = "export",
                MembershipId = membership.Id,
            });
            await catalog.SaveChangesAsync();
        }
        using HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me")).StatusCode);

        await ExecuteAsync("DELETE FROM platform.api_keys");

        await Eventually.HoldsAsync(async () => (await client.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the key is refused");
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"email\":\"a@b.c\"}", 400)]
    [InlineData("{\"email\":1,\"password\":\"x\"}", 400)]
    [InlineData("{\"email\":\"\\ud800\",\"password\":\"x\"}", 400)]
    [InlineData("{\"email\":\"a\\u0000@b.c\",\"password\":\"x\"}", 401)]
    [InlineData("{\"email\":\"a@b.c\",\"password\":\"\\u0000\"}", 401)]
    public async Task Malformed_sign_ins_are_refused_with_a_problem(string body, int status)
    {
        using HttpClient client = host.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync("/auth/login", content);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_too_large_for_a_sign_in()
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage response = await SignInAsync(client, new string('a', 1 << 20), "x");
        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "TOO_LARGE");
    }

    private static string WithoutTrace(JsonElement problem) => string.Join(
        ';', problem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}"));

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/auth/login", new { email, password });

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using HttpResponseMessage response = await SignInAsync(client, TestHost.AdministratorEmail, TestHost.AdministratorPassword);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static async Task<string[]> RolesAsync(HttpClient client)
    {
        JsonElement me = await client.GetFromJsonAsync<JsonElement>("/auth/me");
        return [.. me.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)];
    }

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private async Task<Guid> DefaultTenantAsync()
    {
        await using CatalogContext catalog = CatalogOptions.CreateContext(host.Database.DataSource);
        return await catalog.Tenants.Where(tenant => tenant.Slug == "default").Select(tenant => tenant.Id).SingleAsync();
    }

    private Task<Membership> AddMemberAsync(string email, Guid tenant) => host.Services.GetRequiredService<TenantProvisioning>()
        .CreateMemberAsync(tenant, new NewMember(email, email, TestHost.AdministratorPassword, ["salesUser"]), CancellationToken.None);

    private async Task ExecuteAsync(string statement)
    {
        await using NpgsqlCommand command = host.Database.DataSource.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
