using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Hooks;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Identity;

/// <summary>What is written on a person's record decides over sign-in and roles.</summary>
public sealed class MembershipTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Deactivating_a_user_ends_sessions_keys_and_sign_in_until_they_are_active_again()
    {
        using HookedHost member = await _world.OfMemberAsync("leaver@example.com", "salesRep");
        using HttpClient session = await host.CreateSignedInClientAsync("leaver@example.com"), program = host.CreateClient();
        using HttpResponseMessage made = await session.PostAsJsonAsync("/auth/api-keys", new { name = "sync" });
        string key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(session), await StatusAsync(program)));

        Succeeded(await UpdateAsync(_world, await UserAsync("leaver@example.com"), new { active = false }));
        await Eventually.HoldsAsync(async () => await StatusAsync(session) == HttpStatusCode.Unauthorized && await StatusAsync(program) == HttpStatusCode.Unauthorized, "both are refused");
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("leaver@example.com"));

        Succeeded(await UpdateAsync(_world, await UserAsync("leaver@example.com"), new { active = true }));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync("leaver@example.com"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(session));
    }

    [Fact]
    public async Task A_deleted_user_does_not_sign_in_and_a_restored_one_does()
    {
        using HookedHost member = await _world.OfMemberAsync("deleted@example.com", "salesRep");
        string id = await UserAsync("deleted@example.com");
        Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!) { deleteUser(id: $id) { record { id } } }", new { id }));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("deleted@example.com"));
        Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!) { restoreUser(id: $id) { record { id } } }", new { id }));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync("deleted@example.com"));
    }

    [Fact]
    public async Task Roles_on_the_record_are_the_roles_of_the_next_request()
    {
        using HookedHost member = await _world.OfMemberAsync("moves@example.com", "salesRep");
        using HttpClient session = await host.CreateSignedInClientAsync("moves@example.com");
        Succeeded(await UpdateAsync(_world, await UserAsync("moves@example.com"), new { roles = new[] { "salesFinance" } }));
        await Eventually.HoldsAsync(
            async () => (await session.GetFromJsonAsync<JsonElement>("/auth/me")).GetProperty("roles").EnumerateArray().Select(r => r.GetString()).SequenceEqual(["salesFinance"]),
            "the new roles count");
    }

    [Fact]
    public async Task Whoever_may_not_manage_users_changes_neither_roles_nor_activity()
    {
        await _world.PublishAsync("""{"kind":"role","name":"clerk","label":"Clerk","objects":[{"object":"*","create":true,"read":"all","edit":"all","delete":"all"}]}""");
        await _world.PublishAsync(
            """{"kind":"hook","name":"promotes","label":"Promotes","object":"Deal","on":["beforeInsert"],"source":"s.js","runAs":"system","access":[{"object":"User","read":true,"write":true}],"modules":[{"path":"s.js","source":"export default async ({ records, db, user }) => { if (records[0].title === 'promote') await db.update('User', user.id, { roles: ['administrator'] }); };"}]}""",
            "SCRIPT_RIGHTS");
        using HookedHost clerk = await _world.OfMemberAsync("clerk@example.com", "clerk");
        string id = await UserAsync("clerk@example.com");
        foreach (object input in (object[])[new { roles = new[] { "administrator" } }, new { active = false }])
        {
            Assert.True((await UpdateAsync(clerk, id, input)).TryGetProperty("errors", out _));
        }

        // Rights that the platform lends are none over people.
        JsonElement promoted = await clerk.AskAsync("/graphql", """mutation { createDeal(input: { title: "promote" }) { record { id } } }""");
        Assert.Contains("changed by somebody who may manage users", promoted.GetProperty("errors")[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal("{clerk}", await TextAsync("SELECT roles::text FROM platform.memberships WHERE user_id = $1", id));
    }

    [Fact]
    public async Task The_last_person_who_manages_users_keeps_the_right()
    {
        string id = await UserAsync(TestHost.AdministratorEmail);
        Assert.Equal("LAST_ADMINISTRATOR", Problem(await UpdateAsync(_world, id, new { active = false })));
        Assert.Equal("LAST_ADMINISTRATOR", Problem(await UpdateAsync(_world, id, new { roles = new[] { "salesRep" } })));
        Assert.Equal("LAST_ADMINISTRATOR", Problem(await _world.AskAsync("/graphql", "mutation($id: ID!) { deleteUser(id: $id) { record { id } } }", new { id })));
        Assert.Equal("active {administrator}", await TextAsync("SELECT status || ' ' || roles::text FROM platform.memberships WHERE user_id = $1", id));

        using HookedHost second = await _world.OfMemberAsync("second@example.com", "administrator");
        string other = await UserAsync("second@example.com");
        JsonElement[] answers = await Task.WhenAll(UpdateAsync(_world, other, new { active = false }), UpdateAsync(second, id, new { active = false }));
        Assert.Equal(1L, await CountAsync("SELECT count(*) FROM platform.memberships WHERE status = 'active' AND 'administrator' = ANY (roles)"));
        Assert.Single(answers, a => a.TryGetProperty("errors", out _));

        // The other tests sign in as the first.
        await host.Database.DataSource.CreateCommand("UPDATE platform.memberships SET status = CASE WHEN user_id = '" + id + "' THEN 'active' ELSE 'suspended' END WHERE 'administrator' = ANY (roles)").ExecuteNonQueryAsync();
        await host.Database.DataSource.CreateCommand("UPDATE t_default.\"user\" SET active = id = '" + id + "' WHERE 'administrator' = ANY (roles)").ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_record_made_before_the_sign_in_becomes_that_of_the_member()
    {
        Succeeded(await _world.AskAsync("/graphql", """mutation { createUser(input: { name: "Early", email: "early@example.com" }) { record { id } } }"""));
        string id = await UserAsync("early@example.com");
        using HookedHost member = await _world.OfMemberAsync("Early@example.com", "salesRep");
        Assert.Equal("active {salesRep}", await TextAsync("SELECT status || ' ' || roles::text FROM platform.memberships WHERE user_id = $1", id));
        Assert.Equal("{salesRep}", await TextAsync("SELECT roles::text FROM t_default.\"user\" WHERE id = $1", id));
    }

    [Fact]
    public async Task Where_record_and_membership_differ_the_start_of_a_host_brings_them_together()
    {
        using HookedHost left = await _world.OfMemberAsync("left@example.com", "salesRep");
        using HookedHost differs = await _world.OfMemberAsync("differs@example.com", "salesRep");
        await host.Database.DataSource.CreateCommand("UPDATE t_default.\"user\" SET active = false WHERE email = 'left@example.com'").ExecuteNonQueryAsync();
        await host.Database.DataSource.CreateCommand("UPDATE t_default.\"user\" SET roles = '{salesFinance}' WHERE email = 'differs@example.com'").ExecuteNonQueryAsync();
        Guid tenant = (Guid)(await host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'").ExecuteScalarAsync())!;
        await host.Services.GetRequiredService<MemberRecords>().EnsureAsync(tenant, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("left@example.com"));
        Assert.Equal("{salesRep}", await TextAsync("SELECT roles::text FROM t_default.\"user\" WHERE id = $1", await UserAsync("differs@example.com")));
    }

    [Fact]
    public async Task A_start_leaves_those_in_who_alone_may_manage_users()
    {
        const string Administrators = "SELECT count(*) FROM platform.memberships m JOIN platform.tenants t ON t.id = m.tenant_id WHERE t.slug = 'default' AND m.status = 'active' AND 'administrator' = ANY (m.roles)";
        const string Inactive = "SELECT count(*) FROM t_default.\"user\" WHERE 'administrator' = ANY (roles) AND NOT active";
        long before = await CountAsync(Administrators), inactive = await CountAsync(Inactive);
        Assert.NotEqual(0, before);
        await host.Database.DataSource.CreateCommand("UPDATE t_default.\"user\" SET active = false WHERE 'administrator' = ANY (roles)").ExecuteNonQueryAsync();
        Guid tenant = (Guid)(await host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'").ExecuteScalarAsync())!;
        await host.Services.GetRequiredService<MemberRecords>().EnsureAsync(tenant, TestContext.Current.CancellationToken);
        Assert.Equal(before, await CountAsync(Administrators));
        // Another test may have left some who may not sign in.
        Assert.Equal(inactive, await CountAsync(Inactive));
    }

    private static string? Problem(JsonElement answer) =>
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("code").GetString();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.GetAsync("/auth/me");
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> SignInAsync(string email)
    {
        using HttpClient client = host.CreateClient();
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email, password = TestHost.AdministratorPassword });
        return response.StatusCode;
    }

    private static Task<JsonElement> UpdateAsync(HookedHost by, string id, object input) =>
        by.AskAsync("/graphql", "mutation($id: ID!, $i: UserUpdate!) { updateUser(id: $id, input: $i) { record { id } } }", new { id, i = input });

    private async Task<string> UserAsync(string email) => await TextAsync("SELECT id::text FROM t_default.\"user\" WHERE lower(email) = $1", email);

    private async Task<string> TextAsync(string query, string value)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand(query);
        command.Parameters.AddWithValue(Guid.TryParse(value, out Guid id) ? id : value);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<long> CountAsync(string query) => (long)(await host.Database.DataSource.CreateCommand(query).ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
}
