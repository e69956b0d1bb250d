using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Metadata.Hazards;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Demo;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Webhooks;

/// <summary>The webhook and the inbound endpoint of the sales app, as it is installed.</summary>
public sealed class SalesIntegrationTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private LocalServer _orders = null!;
    private Api _api = null!;

    public async ValueTask InitializeAsync()
    {
        _orders = await LocalServer.StartAsync();
        _api = new Api(await host.CreateSignedInClientAsync());
        Guid tenant = (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'default'"))!;
        TenantState state = (await host.Services.GetRequiredService<TenantModels>().GetAsync(tenant, TestContext.Current.CancellationToken))!;
        // As an administrator sets it up: the address, the secrets, and the switch.
        IEnumerable<DocumentEdit> edits = AppPackage.Read(SalesApp.Directory()).EditsFor(state).Select(e => e is PutDocument put && put.Json.Contains("\"wonDeals\"", StringComparison.Ordinal) ? SetUp(put) : e);
        PublishRequest sales = new() { TenantId = tenant, Edits = [.. edits], Reason = "test", Accept = [HazardCodes.ScriptRights] };
        Assert.IsType<Published>(await host.Services.GetRequiredService<Publisher>().ApplyAsync(sales, TestContext.Current.CancellationToken));
        foreach (string secret in (string[])["webSite", "orderSystem"]) await DesignAsync($"mutation {{ setSecret(name: \"{secret}\", value: \"{secret} key\", keepPreviousHours: 0) {{ generated }} }}");
    }

    public async ValueTask DisposeAsync()
    {
        _api.Http.Dispose();
        await _orders.DisposeAsync();
    }

    [Fact]
    public async Task A_contact_form_becomes_a_lead_once_and_nobody_else_makes_one()
    {
        const string Form =
            """{"submission":"f-1","contact":{"name":"Ann Lee","company":"Acme","email":"Ann@Acme.Example","mobile":"+86 138-0013-8000"},"message":"Please call","page":"https://acme.example/pumps","spam":0.1}""";
        (HttpStatusCode status, string answer) = await SendAsync(Form, "webSite key");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((HttpStatusCode.OK, answer), await SendAsync(Form.Replace("Please", "PLEASE", StringComparison.Ordinal), "webSite key"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Form.Replace("f-1", "f-2", StringComparison.Ordinal), "another key")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("""{"submission":"f-3","contact":{"company":"Nameless"}}""", "webSite key")).Status);
        Assert.Equal("1 Ann Lee|Acme|ann@acme.example|13800138000|website|Please call|https://acme.example/pumps", await ScalarAsync(
            "SELECT count(*) || ' ' || max(concat_ws('|', name, company, email, mobile, source, requirement, landing_page)) FROM t_default.lead WHERE source = 'website'"));
    }

    [Fact]
    public async Task A_deal_is_told_when_it_is_won_and_only_then()
    {
        string account = await _api.CreateAsync("Account", "name: \"Acme\"");
        string contact = await _api.CreateAsync("Contact", $"name: \"Ann Lee\", email: \"ann@acme.example\", account: \"{account}\"");
        string deal = await _api.CreateAsync("Opportunity", $"name: \"Pumps\", account: \"{account}\", contact: \"{contact}\", amount: \"12000.50\", closeDate: \"2026-12-31\"");
        await _api.DataAsync($"mutation {{ updateOpportunity(id: \"{deal}\", input: {{ nextStep: \"call\" }}) {{ record {{ id }} }} }}");
        string quote = await _api.CreateAsync("Quote", $"name: \"Q\", opportunity: \"{deal}\", account: \"{account}\"");
        await ScalarAsync($"UPDATE t_default.quote SET status = 'accepted' WHERE id = '{quote}'");
        await ScalarAsync($"UPDATE t_default.opportunity SET stage = 'negotiation' WHERE id = '{deal}'");
        await _api.DataAsync($"mutation {{ updateOpportunity(id: \"{deal}\", input: {{ stage: \"won\", winReason: \"price\" }}) {{ record {{ id }} }} }}");
        await _api.DataAsync($"mutation {{ updateOpportunity(id: \"{deal}\", input: {{ description: \"paid\" }}) {{ record {{ id }} }} }}");
        await Eventually.HoldsAsync(async () => (long)(await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = 'webhook'"))! == 0, "what is told is told");
        LocalCall call = Assert.Single(_orders.Calls);
        string signature = Convert.ToBase64String(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("orderSystem key"), Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}")));
        Assert.Equal("v1," + signature, call.Headers["webhook-signature"]);
        JsonElement message = JsonSerializer.Deserialize<JsonElement>(call.Body), data = message.GetProperty("data");
        Assert.Equal(("Opportunity.update", deal), (message.GetProperty("type").GetString(), data.GetProperty("id").GetString()));
        Assert.Equal("""{"opportunity":{"account":{"name":"Acme"},"contact":{"name":"Ann Lee","email":"ann@acme.example"}}}""", data.GetProperty("query").GetRawText());
        Assert.Equal(["account", "amount", "closeDate", "contact", "name", "opportunityNumber", "owner", "winReason"], data.GetProperty("record").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("12000.50", data.GetProperty("record").GetProperty("amount").GetString());
    }

    private PutDocument SetUp(PutDocument webhook)
    {
        JsonNode document = JsonNode.Parse(webhook.Json)!;
        document["url"] = _orders.Address.ToString();
        document["active"] = true;
        return webhook with { Json = document.ToJsonString() };
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string body, string key)
    {
        using HttpClient sender = host.CreateClient();
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body))));
        using HttpResponseMessage response = await sender.PostAsync(new Uri("/hooks/in/default/web-leads", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task DesignAsync(string query)
    {
        using HttpResponseMessage response = await _api.Http.PostAsJsonAsync("/metadata", new { query });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
