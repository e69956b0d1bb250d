using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Hosting;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>A tenant whose documents do not go with this version of the platform.</summary>
public sealed class UnreadyTenantTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task One_tenant_that_cannot_be_served_keeps_no_other_from_being_served_and_comes_back_when_it_is_mended()
    {
        TenantProvisioning provisioning = host.Services.GetRequiredService<TenantProvisioning>();
        Tenant tenant = new() { Id = Guid.CreateVersion7(), Slug = "clash", SchemaName = "t_clash", Name = "Clash", Locale = "en", TimeZone = "UTC", Currency = "EUR" };
        await provisioning.CreateTenantAsync(tenant, CancellationToken.None);
        await host.Services.GetRequiredService<PackageInstaller>().InstallAsync(tenant.Id, [], CancellationToken.None);
        await provisioning.CreateMemberAsync(tenant.Id, new NewMember("clash@example.com", "Clash", TestHost.AdministratorPassword, ["administrator"]), CancellationToken.None);
        await host.Services.GetRequiredService<Publisher>().ApplyAsync(
            new PublishRequest { TenantId = tenant.Id, Edits = [new PutDocument("""{"kind":"object","name":"Own","label":"Own","pluralLabel":"Owns","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"}]}""")] },
            CancellationToken.None);
        const string Break = "UPDATE platform.documents SET body = jsonb_set(body, '{nameField}', to_jsonb($2::text)) WHERE tenant_id = $1 AND name = 'Own'";
        await ExecuteAsync(Break, tenant.Id, "gone");

        await using RunningHost second = await host.StartSecondNodeAsync();
        using HttpClient other = await SignedInAsync(second, TestHost.AdministratorEmail), clash = await SignedInAsync(second, "clash@example.com");
        object query = new { query = "{ users { totalCount } }" };
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsJsonAsync("/graphql", query)).StatusCode);
        using HttpResponseMessage refused = await clash.PostAsJsonAsync("/graphql", query);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("NOT_READY", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await ExecuteAsync(Break, tenant.Id, "title");
        await second.Services.GetRequiredService<PackageInstaller>().RetryAsync(CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await clash.PostAsJsonAsync("/graphql", query)).StatusCode);
    }

    private static async Task<HttpClient> SignedInAsync(RunningHost node, string email)
    {
        HttpClient client = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = node.Address };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email, password = TestHost.AdministratorPassword });
        response.EnsureSuccessStatusCode();
        string token = (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("token").GetString()!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task ExecuteAsync(string statement, Guid tenant, string value)
    {
        await using NpgsqlCommand command = host.Database.DataSource.CreateCommand(statement);
        command.Parameters.AddWithValue(tenant);
        command.Parameters.AddWithValue(value);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
