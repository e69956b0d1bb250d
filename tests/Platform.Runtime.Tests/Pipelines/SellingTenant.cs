using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>A host whose tenant sells by two pipelines, with a seller, a manager who may reopen, and the administrator.</summary>
public sealed class SellingTenant(PostgresServer server) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private const string Sale =
        """
        {"kind":"object","name":"Sale","label":"Sale","pluralLabel":"Sales","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"kind","label":"Kind","type":"text"},
          {"name":"stage","label":"Stage","type":"picklist","default":"first","values":[
            {"value":"first","label":{"en":"First","zh-CN":"初步"}},{"value":"second","label":{"en":"Second","zh-CN":"第二"}},{"value":"third","label":"Third"},
            {"value":"review","label":"Review"},{"value":"won","label":"Won"},{"value":"lost","label":"Lost"}]},
          {"name":"amount","label":{"en":"Amount","zh-CN":"金额"},"type":"decimal"},
          {"name":"chance","label":"Chance","type":"percent"},
          {"name":"forecast","label":"Forecast","type":"picklist","values":[{"value":"open","label":"Open"},{"value":"sure","label":"Sure"}]},
          {"name":"closedAt","label":"Closed","type":"dateTime"},
          {"name":"confirmed","label":"Confirmed","type":"checkbox"},
          {"name":"reason","label":"Reason","type":"picklist","values":[{"value":"price","label":"Price"},{"value":"time","label":"Time"}]},
          {"name":"note","label":"Note","type":"text"},
          {"name":"nextStep","label":"Next step","type":"text"}]}
        """;

    private const string Offer =
        """
        {"kind":"object","name":"Offer","label":"Offer","pluralLabel":"Offers","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"sent","label":"Sent","type":"checkbox"},
          {"name":"sale","label":"Sale","type":"lookup","target":"Sale","inverse":"offers"}]}
        """;

    /// <summary>The pipeline of all sales but renewals; no stage may be skipped.</summary>
    public const string Selling =
        """
        {"kind":"pipeline","name":"selling","label":"Selling","object":"Sale","field":"stage","priority":200,"order":"noSkipping","reopenedBy":["manager"],
         "probabilityField":"chance","forecastField":"forecast","amountField":"amount","closedField":"closedAt",
         "stages":[
          {"value":"first","probability":0.1,"forecast":"open","staleAfterDays":7,"onExit":[{"field":"nextStep","value":"\"left first\""}],
           "exit":[{"name":"confirmed","condition":"record.confirmed","message":{"en":"Confirm first.","zh-CN":"请先确认。"},"field":"confirmed"}]},
          {"value":"second","probability":0.5,"forecast":"open","requiredFields":["amount"],
           "entry":[{"name":"offerSent","condition":"record.offers.exists(o, o.sent)","message":{"en":"Send an offer.","zh-CN":"请发送报价。"}}]},
          {"value":"third","probability":0.8,"forecast":"sure"},
          {"value":"won","kind":"won","probability":1,"forecast":"sure","reason":"reason","note":"note","onEnter":[{"field":"note","value":"record.name + \" won\""}]},
          {"value":"lost","kind":"lost","probability":0,"reason":"reason"}]}
        """;

    private const string Renewing =
        """
        {"kind":"pipeline","name":"renewing","label":"Renewing","object":"Sale","field":"stage","when":"record.kind == \"renewal\"","priority":100,
         "stages":[{"value":"review"},{"value":"third"},{"value":"won","kind":"won","reason":"reason"},{"value":"lost","kind":"lost","reason":"reason"}]}
        """;

    private static string Role(string name) =>
        $$"""
        {"kind":"role","name":"{{name}}","label":"{{name}}","objects":[
          {"object":"Sale","create":true,"read":"all","edit":"all","delete":"all"},{"object":"Offer","create":true,"read":"all","edit":"all","delete":"all"}]}
        """;

    /// <summary>The host.</summary>
    public TestHost Host { get; } = new(server);

    /// <summary>The tenant.</summary>
    public Guid Tenant { get; private set; }

    public Api Admin { get; private set; } = null!;

    public Api Seller { get; private set; } = null!;

    public Api Manager { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        Tenant = (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'default'"))!;
        Assert.IsType<Published>(await PutAsync([], Sale, Offer, Selling, Renewing, Role("seller"), Role("manager")));
        TenantProvisioning provisioning = Host.Services.GetRequiredService<TenantProvisioning>();
        foreach (string name in new[] { "seller", "manager" })
        {
            await provisioning.CreateMemberAsync(Tenant, new NewMember($"{name}@selling.test", name, Password, [name]), CancellationToken.None);
        }

        await Host.Services.GetRequiredService<MemberRecords>().EnsureAsync(Tenant, CancellationToken.None);
        Admin = new Api(await Host.CreateSignedInClientAsync());
        Seller = await ClientAsync("seller");
        Manager = await ClientAsync("manager");
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Applies documents.</summary>
    public async Task<PublishOutcome> PutAsync(IReadOnlyList<string> accept, params string[] documents) => await Host.Services.GetRequiredService<Publisher>().ApplyAsync(
        new PublishRequest { TenantId = Tenant, Edits = [.. documents.Select(d => new PutDocument(d))], Reason = "test", Accept = [.. accept] }, CancellationToken.None);

    /// <summary>A sale that may leave its first stage, with an offer that was sent.</summary>
    public async Task<string> ReadySaleAsync()
    {
        string id = await Admin.CreateAsync("Sale", """name: "Ready", confirmed: true, amount: "10" """);
        await Admin.CreateAsync("Offer", $$"""name: "Offer", sent: true, sale: "{{id}}" """);
        return id;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = Host.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task<Api> ClientAsync(string name)
    {
        HttpClient client = Host.CreateClient();
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email = $"{name}@selling.test", password = Password });
        response.EnsureSuccessStatusCode();
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        return new Api(client);
    }
}
