using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Secrets;
using Platform.Runtime.Webhooks;
using Platform.Runtime.Writing.Layouts;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Webhooks;

/// <summary>Webhooks of a whole host, received by a real server.</summary>
public sealed class WebhookHostTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Deal =
        """
        {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},{"name":"amount","label":"Amount","type":"decimal"},
          {"name":"stage","label":"Stage","type":"text"},{"name":"buyer","label":"Buyer","type":"lookup","target":"Buyer"}]}
        """;

    private const string Buyer =
        """{"kind":"object","name":"Buyer","label":"Buyer","pluralLabel":"Buyers","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"vip","label":"VIP","type":"checkbox"}]}""";

    private const string Part =
        """{"kind":"object","name":"DealPart","label":"Part","pluralLabel":"Parts","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"deal","label":"Deal","type":"masterDetail","target":"Deal","inverse":"parts"}]}""";

    private const string Partner =
        """{"kind":"role","name":"partner","label":"Partner","objects":[{"object":"Deal","read":"all","fields":[{"field":"amount"}]}]}""";

    private LocalServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync();
        _client = await host.CreateSignedInClientAsync();
        await ApplyAsync(Buyer, Deal, Part, Partner);
        await DataAsync("/metadata", "mutation { setSecret(name: \"key\", value: \"first key\", keepPreviousHours: 0) { generated } }");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string name in new[] { "deals", "parts" }) await AskAsync("/metadata", $"mutation {{ apply(edits: [{{remove: {{kind: \"webhook\", name: \"{name}\"}}}}]) {{ revision }} }}", null);
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Changes_that_meet_the_condition_are_told_in_order_signed_and_with_what_was_before()
    {
        await ApplyAsync(Hook("\"events\":[\"create\",\"update\",\"delete\"],\"when\":\"record.stage == 'won' && record.buyer.vip\""));
        string vip = await CreateAsync("createBuyer", "{title: \"V\", vip: true}"), other = await CreateAsync("createBuyer", "{title: \"O\"}");
        await CreateAsync("createDeal", $"{{title: \"never\", stage: \"won\", buyer: \"{other}\"}}");
        string deal = await CreateAsync("createDeal", $"{{title: \"D\", stage: \"open\", amount: 5, buyer: \"{vip}\"}}");
        await DataAsync("/graphql", $"mutation {{ updateDeal(id: \"{deal}\", input: {{stage: \"won\"}}) {{ record {{ id }} }} }}");
        for (int i = 0; i < 20; i++) await DataAsync("/graphql", $"mutation {{ updateDeal(id: \"{deal}\", input: {{amount: {100 + i}}}) {{ record {{ id }} }} }}");
        await DataAsync("/graphql", $"mutation {{ deleteDeal(id: \"{deal}\") {{ record {{ id }} }} }}");
        await CallsAsync(22);

        JsonElement[] bodies = [.. _server.Calls.Select(c => JsonSerializer.Deserialize<JsonElement>(c.Body))];
        Assert.Equal(["Deal.update", "Deal.delete"], bodies.Select(b => b.GetProperty("type").GetString()).Distinct());
        JsonElement won = bodies[0].GetProperty("data");
        Assert.Equal((deal, "won", "open"), (won.GetProperty("id").GetString(), won.GetProperty("record").GetProperty("stage").GetString(), won.GetProperty("old").GetProperty("stage").GetString()));
        Assert.Equal("[\"stage\"]", won.GetProperty("changed").GetRawText());
        Assert.Equal(Enumerable.Range(100, 20).Select(i => (decimal)i), bodies[1..21].Select(b => decimal.Parse(b.GetProperty("data").GetProperty("record").GetProperty("amount").GetString()!, null)));
        Assert.Equal(22, _server.Calls.Select(c => c.Headers["webhook-id"]).Distinct().Count());
        Assert.All(_server.Calls, c => Assert.Equal([Signature(c, "first key")], c.Headers["webhook-signature"].Split(' ')));
        Assert.All(_server.Calls, c => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(c.Headers["webhook-timestamp"], null), -5, 60));
    }

    [Fact]
    public async Task What_a_refused_write_would_have_told_is_not_told()
    {
        await ApplyAsync(Hook("\"events\":[\"create\"]"));
        JsonElement refused = await AskAsync("/graphql", "mutation { createDeals(inputs: [{title: \"a\"}, {title: \"b\", buyer: \"00000000-0000-7000-8000-000000000000\"}]) { records { id } } }", null);
        Assert.True(refused.TryGetProperty("errors", out _));
        string deal = await CreateAsync("createDeal", "{title: \"c\"}");
        await CallsAsync(1);
        Assert.Contains(deal, Assert.Single(_server.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_fields_headers_and_a_query_shape_a_call()
    {
        await DataAsync("/metadata", "mutation { setSecret(name: \"token\", value: \"t0ken\") { generated } }");
        await ApplyAsync(Hook(
            """
            "events":["create"],"roles":["partner"],"headers":[{"name":"Authorization","value":"Bearer ","secret":"token"},{"name":"X-Source","value":"crm"}],
            "query":"query($id: ID!) { deal(id: $id) { title } }"
            """));
        await CreateAsync("createDeal", "{title: \"D\", amount: 5}");
        await CallsAsync(1);
        LocalCall call = _server.Calls[0];
        Assert.Equal(("Bearer t0ken", "crm"), (call.Headers["authorization"], call.Headers["x-source"]));
        JsonElement data = JsonSerializer.Deserialize<JsonElement>(call.Body).GetProperty("data");
        Assert.Equal("{\"deal\":{\"title\":\"D\"}}", data.GetProperty("query").GetRawText());
        Assert.DoesNotContain("amount", data.GetProperty("record").EnumerateObject().Select(p => p.Name));
        Assert.Contains("title", data.GetProperty("record").EnumerateObject().Select(p => p.Name));
        Assert.Equal([Signature(call, "first key")], call.Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task While_two_values_of_the_secret_count_both_sign()
    {
        string made = (await DataAsync("/metadata", "mutation { setSecret(name: \"key\") { generated } }")).GetProperty("setSecret").GetProperty("generated").GetString()!;
        await ApplyAsync(Hook("\"events\":[\"create\"]"));
        await CreateAsync("createDeal", "{title: \"D\"}");
        await CallsAsync(1);
        Assert.Equal([Signature(_server.Calls[0], made), Signature(_server.Calls[0], "first key")], _server.Calls[0].Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task A_call_that_fails_is_made_again_with_the_same_id_before_later_ones_of_its_record_and_its_attempts_can_be_looked_at()
    {
        await ApplyAsync(Hook("\"events\":[\"create\",\"update\"]"));
        // Those of other tests' webhooks of that name stay.
        await host.Database.DataSource.CreateCommand("DELETE FROM platform.delivery_attempts").ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        _server.AnswerWith(500, "broken\0 here");
        string deal = await CreateAsync("createDeal", "{title: \"D\"}");
        await CallsAsync(1);
        await DataAsync("/graphql", $"mutation {{ updateDeal(id: \"{deal}\", input: {{title: \"E\"}}) {{ record {{ id }} }} }}");
        _server.AnswerWith(204);
        await DataAsync("/metadata", "mutation { resumeWebhook(webhook: \"deals\") }");
        await CallsAsync(3);
        Assert.Equal(_server.Calls[0].Headers["webhook-id"], _server.Calls[1].Headers["webhook-id"]);
        Assert.Equal(["Deal.create", "Deal.create", "Deal.update"], _server.Calls.Select(c => JsonSerializer.Deserialize<JsonElement>(c.Body).GetProperty("type").GetString()));
        JsonElement[] attempts = [];
        await Eventually.HoldsAsync(async () => (attempts = [.. (await DataAsync(
            "/metadata", "{ webhookAttempts(webhook: \"deals\") { attempt status delivered error request response event } }")).GetProperty("webhookAttempts").EnumerateArray()]).Length == 3, "attempts");
        Assert.Equal((500, false, 1), (attempts[2].GetProperty("status").GetInt32(), attempts[2].GetProperty("delivered").GetBoolean(), attempts[2].GetProperty("attempt").GetInt32()));
        Assert.Equal(("The receiver answered 500.", "broken\uFFFD here"), (attempts[2].GetProperty("error").GetString(), attempts[2].GetProperty("response").GetString()));
        await AssertContentIsHiddenAsync();
        Assert.Equal((204, true, 2), (attempts[1].GetProperty("status").GetInt32(), attempts[1].GetProperty("delivered").GetBoolean(), attempts[1].GetProperty("attempt").GetInt32()));
    }

    // Whoever designs sees when and how calls went, and what they held only where they may read it.
    private async Task AssertContentIsHiddenAsync()
    {
        await ApplyAsync("""{"kind":"role","name":"integrator","label":"Integrator","rights":["customize"],"objects":[{"object":"Deal","read":"all","fields":[{"field":"amount","read":false}]}]}""");
        Guid tenant = (Guid)(await host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants").ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(tenant, new NewMember("integrator@example.com", "I", TestHost.AdministratorPassword, ["integrator"]), TestContext.Current.CancellationToken);
        using HttpClient integrator = await host.CreateSignedInClientAsync("integrator@example.com");
        using HttpResponseMessage answer = await integrator.PostAsJsonAsync("/metadata", new { query = "{ webhookAttempts(webhook: \"deals\") { status request response } }" }, TestContext.Current.CancellationToken);
        JsonElement shown = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data").GetProperty("webhookAttempts")[2];
        Assert.Equal("""{"status":500,"request":null,"response":null}""", shown.GetRawText());
    }

    [Fact]
    public async Task A_receiver_that_is_gone_stops_the_webhook_until_it_is_resumed()
    {
        await ApplyAsync(Hook("\"events\":[\"create\"]"));
        _server.AnswerWith(410);
        await CreateAsync("createDeal", "{title: \"D\"}");
        await Eventually.HoldsAsync(async () => (await StateAsync()).GetProperty("state").GetString() == "STOPPED", "stopped");
        await CreateAsync("createDeal", "{title: \"E\"}");
        Assert.Equal(2, (await StateAsync()).GetProperty("waiting").GetInt32());
        _server.AnswerWith(200);
        await DataAsync("/metadata", "mutation { resumeWebhook(webhook: \"deals\") }");
        await CallsAsync(3);
        await Eventually.HoldsAsync(async () => (await StateAsync()).GetProperty("waiting").GetInt32() == 0, "delivered");
        Assert.Equal("CLOSED", (await StateAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_can_never_be_called_is_set_aside_and_replayed_or_dropped()
    {
        // A cursor is read when the query is answered.
        await ApplyAsync(Hook("\"events\":[\"create\"],\"query\":\"query($id: ID!) { deal(id: $id) { title } deals(first: 1, after: \\\"nothing\\\") { nodes { title } } }\""));
        for (int i = 0; i < 3; i++) await CreateAsync("createDeal", $"{{title: \"D{i}\"}}");
        await Eventually.HoldsAsync(async () => (await StateAsync()).GetProperty("setAside").GetInt32() == 3, "set aside");
        JsonElement first = (await DataAsync("/metadata", "{ webhookMessages(webhook: \"deals\", setAside: true) { id lastError payload } }")).GetProperty("webhookMessages")[0];
        Assert.Contains("query cannot be answered", first.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        string id = first.GetProperty("id").GetString()!;
        await ApplyAsync(Hook("\"events\":[\"create\"]"));
        Assert.Equal(1, (await DataAsync("/metadata", $"mutation {{ replayWebhook(webhook: \"deals\", messages: [\"{id}\"]) }}")).GetProperty("replayWebhook").GetInt32());
        await CallsAsync(1);
        Assert.Equal(2, (await DataAsync("/metadata", "mutation { replayWebhook(webhook: \"deals\") }")).GetProperty("replayWebhook").GetInt32());
        await CallsAsync(3);
        Assert.Equal(0, (await DataAsync("/metadata", "mutation { dropWebhookMessages(webhook: \"deals\") }")).GetProperty("dropWebhookMessages").GetInt32());
        Assert.Equal("ARGUMENT_INVALID", await ReasonAsync("mutation { replayWebhook(webhook: \"deals\", messages: [\"x\"]) }"));
        Assert.Equal("WEBHOOK_UNKNOWN", await ReasonAsync("mutation { replayWebhook(webhook: \"none\") }"));
    }

    [Fact]
    public async Task Details_that_go_with_their_master_are_told_with_their_values()
    {
        await ApplyAsync(Hook("\"events\":[\"delete\"],\"when\":\"record.title == 'told' && record.deal.stage == 'won'\"", "parts", "DealPart"));
        string deal = await CreateAsync("createDeal", "{title: \"D\", stage: \"won\"}");
        string part = await CreateAsync("createDealPart", $"{{title: \"told\", deal: \"{deal}\"}}");
        await CreateAsync("createDealPart", $"{{title: \"quiet\", deal: \"{deal}\"}}");
        await DataAsync("/graphql", $"mutation {{ deleteDeal(id: \"{deal}\") {{ record {{ id }} }} }}");
        await CallsAsync(1);
        JsonElement data = JsonSerializer.Deserialize<JsonElement>(Assert.Single(_server.Calls).Body).GetProperty("data");
        Assert.Equal((part, "told"), (data.GetProperty("id").GetString(), data.GetProperty("record").GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Two_nodes_share_the_calls_and_keep_the_order_of_each_record()
    {
        await ApplyAsync(Hook("\"events\":[\"update\"]"));
        string[] deals = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => CreateAsync("createDeal", $"{{title: \"D{i}\"}}")));
        await using (await host.StartSecondNodeAsync())
        {
            await Task.WhenAll(deals.Select(async deal =>
            {
                for (int i = 1; i <= 15; i++) await DataAsync("/graphql", $"mutation {{ updateDeal(id: \"{deal}\", input: {{amount: {i}}}) {{ record {{ id }} }} }}");
            }));
            await CallsAsync(90);
        }

        ILookup<string, decimal> told = _server.Calls.DistinctBy(c => c.Headers["webhook-id"]).Select(c => JsonSerializer.Deserialize<JsonElement>(c.Body).GetProperty("data"))
            .ToLookup(d => d.GetProperty("id").GetString()!, d => decimal.Parse(d.GetProperty("record").GetProperty("amount").GetString()!, null));
        Assert.All(deals, d => Assert.Equal(Enumerable.Range(1, 15).Select(i => (decimal)i), told[d]));
    }

    [Fact]
    public async Task A_sample_is_sent_at_once_and_tells_what_came_of_it()
    {
        await ApplyAsync(Hook("\"events\":[\"update\"]"));
        const string Ask = "mutation { sendWebhookSample(webhook: \"deals\") { delivered status error response } }";
        _server.AnswerWith(422, "no");
        JsonElement sample = (await DataAsync("/metadata", Ask)).GetProperty("sendWebhookSample");
        Assert.Equal((false, 422, "no"), (sample.GetProperty("delivered").GetBoolean(), sample.GetProperty("status").GetInt32(), sample.GetProperty("response").GetString()));
        Assert.True(JsonSerializer.Deserialize<JsonElement>(Assert.Single(_server.Calls).Body).GetProperty("data").GetProperty("sample").GetBoolean());
        await ApplyAsync(Hook("\"events\":[\"update\"]").Replace(_server.Address.ToString(), "http://10.255.255.1/", StringComparison.Ordinal));
        sample = (await DataAsync("/metadata", Ask)).GetProperty("sendWebhookSample");
        Assert.Equal((false, JsonValueKind.Null), (sample.GetProperty("delivered").GetBoolean(), sample.GetProperty("status").ValueKind));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("own")]
    public async Task A_webhook_whose_roles_do_not_read_every_record_is_refused_and_tells_nothing(string read)
    {
        await ApplyAsync($$"""{"kind":"role","name":"narrow","label":"Narrow","objects":[{"object":"Deal","read":"{{read}}"}]}""");
        Assert.Contains("DOC572", await TryAsync(Hook("\"events\":[\"create\"],\"roles\":[\"narrow\"]")), StringComparison.Ordinal);
        Guid tenant = (Guid)(await host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'").ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        TenantModel model = (await host.Services.GetRequiredService<TenantModels>().GetAsync(tenant, TestContext.Current.CancellationToken))!.Model;
        WebhookDocument document = new() { Id = "x", Name = "x", Object = "Deal", Url = "https://example.com", Secret = "key", Roles = ["narrow"] };
        Assert.Null(WebhookPayload.Of(model, RecordLayout.Of(model.Object("Deal")), document, WebhookEvent.Create));
    }

    [Theory]
    [InlineData("query($id: ID!) { nothing(id: $id) }", "line 1, column 19")]
    [InlineData("query($id: ID!) { deal(id: $id) { title }", "line 1, column 42")]
    [InlineData("query($id: ID!) {\\n  deal(id: $id) { amount } }", "line 2, column 19")]
    [InlineData("query($id: ID!, $other: Int!) { deal(id: $id) { title } deals(first: $other) { nodes { title } } }", "$other")]
    [InlineData("mutation($id: ID!) { deleteDeal(id: $id) { record { id } } }", "DOC573")]
    public async Task A_query_that_cannot_be_answered_is_refused_where_it_is_wrong(string query, string place)
    {
        string answer = await TryAsync(Hook($"\"events\":[\"create\"],\"roles\":[\"partner\"],\"query\":\"{query}\""));
        Assert.Contains("DOC573", answer, StringComparison.Ordinal);
        Assert.Contains("/query", answer, StringComparison.Ordinal);
        Assert.Contains(place, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_a_query_asks_for_is_not_taken_away()
    {
        await ApplyAsync(Hook("\"events\":[\"create\"],\"query\":\"query($id: ID!) { deal(id: $id) { buyer { vip } } }\""));
        string answer = await TryAsync(Buyer.Replace(",{\"name\":\"vip\",\"label\":\"VIP\",\"type\":\"checkbox\"}", string.Empty, StringComparison.Ordinal));
        Assert.Contains("DOC573", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_data_goes_with_which_secrets_and_past_all_roles_is_agreed_to()
    {
        const string Plan = "query($e: [DocumentEdit!]!) { plan(edits: $e) { hazards { code message samples { value } } } }";
        string document = Hook("\"events\":[\"create\"]");
        async Task<string> AskedAsync(string changed) => (await AskAsync("/metadata", Plan, Edit(changed))).ToString();
        string first = await AskedAsync(document);
        Assert.Contains("SCRIPT_RIGHTS", first, StringComparison.Ordinal);
        Assert.Contains("host 127.0.0.1", first, StringComparison.Ordinal);
        Assert.Contains("secret key", first, StringComparison.Ordinal);
        Assert.Contains("limited by no role", first, StringComparison.Ordinal);
        await ApplyAsync(document);
        Assert.DoesNotContain("SCRIPT_RIGHTS", await AskedAsync(document.Replace("create", "update", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("host example.com", await AskedAsync(document.Replace(_server.Address.ToString(), "https://example.com/", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("secret other", await AskedAsync(document.Replace("\"secret\":\"key\"", "\"secret\":\"other\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_receiver_echoes_of_secrets_is_hidden()
    {
        await ApplyAsync(Hook("\"events\":[\"update\"]"));
        _server.AnswerWith(422, $"first key, first%20key, {Convert.ToBase64String("first key"u8)}.");
        JsonElement sample = (await DataAsync("/metadata", "mutation { sendWebhookSample(webhook: \"deals\") { response } }")).GetProperty("sendWebhookSample");
        Assert.Equal("[secret key], [secret key], [secret key].", sample.GetProperty("response").GetString());
    }

    private static string Signature(LocalCall call, string secret) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        SecretStore.KeyOf(secret), Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}")));

    private string Hook(string members, string name = "deals", string target = "Deal") =>
        $$"""{"kind":"webhook","name":"{{name}}","label":"Deals","object":"{{target}}","url":"{{_server.Address}}","secret":"key",{{members}}}""";

    private Task CallsAsync(int count) => Eventually.HoldsAsync(() => Task.FromResult(_server.Calls.Count >= count), $"{count} calls");

    private async Task<JsonElement> StateAsync() => (await DataAsync("/metadata", "{ webhookState(webhook: \"deals\") { state waiting setAside failures } }")).GetProperty("webhookState");

    private async Task<string> CreateAsync(string mutation, string input) =>
        (await DataAsync("/graphql", $"mutation {{ {mutation}(input: {input}) {{ record {{ id }} }} }}")).GetProperty(mutation).GetProperty("record").GetProperty("id").GetString()!;

    private Task<JsonElement> ApplyAsync(params string[] documents) => DataAsync(
        "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }", new { e = documents.Select(d => new { put = JsonSerializer.Deserialize<JsonElement>(d) }) });

    private async Task<string> TryAsync(string document) =>
        (await AskAsync("/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e, accept: [\"SCRIPT_RIGHTS\"]) { revision } }", Edit(document))).ToString();

    private static object Edit(string document) => new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } } };

    private async Task<JsonElement> DataAsync(string path, string query, object? variables = null)
    {
        JsonElement answer = await AskAsync(path, query, variables);
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return answer.GetProperty("data");
    }

    private async Task<string?> ReasonAsync(string query) =>
        (await AskAsync("/metadata", query, null)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();

    private async Task<JsonElement> AskAsync(string path, string query, object? variables)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(path, new { query, variables }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
