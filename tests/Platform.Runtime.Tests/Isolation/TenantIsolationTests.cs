using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Isolation;

/// <summary>Nothing of one tenant is reached from another, over HTTP, by any handle that a person could have got hold of.</summary>
public sealed class TenantIsolationTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private Api Mine => tenants.One.Admin;

    private Api Theirs => tenants.Two.Admin;

    [Fact]
    public async Task A_record_id_leads_nowhere_in_another_tenant()
    {
        string id = await Mine.CreateAsync("Account", "name: \"only one\"");
        Assert.Equal("""{"account":null}""", await Theirs.TextAsync($$"""{ account(id: "{{id}}", deleted: INCLUDE) { name } }"""));
        Assert.Equal("""{"accounts":{"nodes":[],"totalCount":0}}""", await Theirs.TextAsync($$"""{ accounts(filter: {id: {eq: "{{id}}"} }) { nodes { name } totalCount } }"""));
        Assert.Equal("""{"accounts":{"totalCount":0}}""", await Theirs.TextAsync($$"""{ accounts(filter: {id: {in: ["{{id}}"]} }) { totalCount } }"""));
        Assert.Equal("""{"deals":{"totalCount":0}}""", await Theirs.TextAsync($$"""{ deals(filter: {account: {id: {eq: "{{id}}"} } }) { totalCount } }"""));
        Assert.Equal("""{"accountsGroup":[{"count":0}]}""", await Theirs.TextAsync($$"""{ accountsGroup(by: [], filter: {id: {eq: "{{id}}"} }) { count } }"""));
        foreach (string write in new[]
        {
            $$"""updateAccount(id: "{{id}}", input: {name: "taken"})""", $$"""deleteAccount(id: "{{id}}")""", $$"""restoreAccount(id: "{{id}}")""",
            $$"""purgeAccount(id: "{{id}}")""",
        })
        {
            Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Theirs.ErrorAsync($"mutation {{ {write} {{ record {{ id }} }} }}"));
        }

        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Theirs.ErrorAsync($$"""mutation { deleteAccounts(ids: ["{{id}}"]) { affected } }"""));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Theirs.ErrorAsync($$"""mutation { updateAccounts(changes: [{id: "{{id}}", input: {name: "taken"} }]) { affected } }"""));
        Assert.Equal("""{"updateAccounts":{"affected":0}}""", await Theirs.TextAsync($$"""mutation { updateAccounts(filter: {id: {eq: "{{id}}"} }, input: {name: "taken"}) { affected } }"""));
        Assert.Equal("""{"account":{"name":"only one","version":1}}""", await Mine.TextAsync($$"""{ account(id: "{{id}}") { name version } }"""));
    }

    [Fact]
    public async Task A_cursor_of_one_tenant_is_none_in_another()
    {
        await Mine.CreateAsync("Account", "name: \"cursor\"");
        await Theirs.CreateAsync("Account", "name: \"cursor\"");
        JsonElement page = await Mine.DataAsync("{ accounts(first: 1, orderBy: [{name: ASC}]) { pageInfo { endCursor } } }");
        string cursor = page.GetProperty("accounts").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        const string Query = "query ($after: String) { accounts(first: 1, orderBy: [{name: ASC}], after: $after) { nodes { name } } }";
        Assert.Equal("BAD_USER_INPUT INVALID_CURSOR", await Theirs.ErrorAsync(Query, new { after = cursor }));
        await Mine.DataAsync(Query, new { after = cursor });
    }

    [Fact]
    public async Task A_file_is_neither_served_nor_attached_nor_found_in_another_tenant()
    {
        byte[] content = Encoding.UTF8.GetBytes("tenant one's paper");
        string file = await Mine.UploadAsync("paper.txt", content);
        Assert.Equal(HttpStatusCode.OK, (await Mine.Http.GetAsync($"/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Theirs.Http.GetAsync($"/files/{file}")).StatusCode);
        Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await Theirs.ErrorAsync($$"""mutation { createAccount(input: {name: "x", paper: "{{file}}"}) { record { id } } }"""));
        Assert.Equal("""{"file":null,"files":{"totalCount":0}}""", await Theirs.TextAsync($$"""{ file(id: "{{file}}") { name } files(filter: {name: {eq: "paper.txt"} }) { totalCount } }"""));

        // The same content uploaded by both is two files of two tenants.
        string twin = await Theirs.UploadAsync("twin.txt", content);
        Assert.NotEqual(file, twin);
        Assert.Equal(HttpStatusCode.NotFound, (await Mine.Http.GetAsync($"/files/{twin}")).StatusCode);
        Assert.Equal("""{"files":{"nodes":[{"name":"twin.txt"}]}}""", await Theirs.TextAsync("""{ files(filter: {name: {endsWith: ".txt"} }) { nodes { name } } }"""));
    }

    [Fact]
    public async Task A_plan_made_for_one_tenant_reads_the_tables_of_the_caller()
    {
        const string Query = "query ($name: String!) { accounts(filter: {name: {startsWith: $name}}, orderBy: [{name: ASC}]) { nodes { name } totalCount } accountsGroup(by: []) { count } }";
        await Mine.CreateAsync("Account", "name: \"planned one\"");
        await Theirs.CreateAsync("Account", "name: \"planned two\"");

        // The text, the roles and the documents are the same: for each in turn, so that both orders of first use occur.
        for (int i = 0; i < 4; i++)
        {
            foreach ((Api api, string expected) in new[] { (Mine, "planned one"), (Theirs, "planned two") })
            {
                JsonElement data = await api.DataAsync(Query, new { name = "planned" });
                Assert.Equal($$"""{"nodes":[{"name":"{{expected}}"}],"totalCount":1}""", data.GetProperty("accounts").GetRawText());
            }
        }
    }

    [Fact]
    public async Task A_reference_to_a_record_of_another_tenant_is_to_one_that_does_not_exist()
    {
        string id = await Mine.CreateAsync("Account", "name: \"referred\"");
        string user = (await Mine.DataAsync("{ users(first: 1) { nodes { id } } }")).GetProperty("users").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        string deal = await Theirs.CreateAsync("Deal", "name: \"theirs\"");
        string masterless = await Mine.CreateAsync("Deal", "name: \"mine\"");
        foreach (string write in new[]
        {
            $$"""createDeal(input: {name: "x", account: "{{id}}"})""", $$"""updateDeal(id: "{{deal}}", input: {account: "{{id}}"})""",
            $$"""updateDeal(id: "{{deal}}", input: {others: {add: ["{{id}}"]} })""", $$"""createDeal(input: {others: {set: ["{{id}}"]} })""",
            $$"""createDeal(input: {owner: "{{user}}"})""", $$"""createDealLine(input: {title: "x", deal: "{{masterless}}"})""",
        })
        {
            Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await Theirs.ErrorAsync($"mutation {{ {write} {{ record {{ id }} }} }}"));
        }

        Assert.Equal("{\"deal\":{\"account\":null,\"others\":{\"totalCount\":0}}}", await Theirs.TextAsync($"{{ deal(id: \"{deal}\") {{ account {{ name }} others {{ totalCount }} }} }}"));
    }

    [Fact]
    public async Task An_upsert_matches_nothing_of_another_tenant()
    {
        string id = await Mine.CreateAsync("Account", "name: \"one\", email: \"same@x.test\"");
        JsonElement upserted = await Theirs.DataAsync("""mutation { upsertAccounts(by: email, inputs: [{email: "same@x.test", name: "two"}]) { records { id name version } } }""");
        JsonElement record = upserted.GetProperty("upsertAccounts").GetProperty("records")[0];
        Assert.NotEqual(id, record.GetProperty("id").GetString());
        Assert.Equal(1, record.GetProperty("version").GetInt32());
        Assert.Equal("""{"account":{"name":"one"}}""", await Mine.TextAsync($$"""{ account(id: "{{id}}") { name } }"""));
    }

    [Fact]
    public async Task History_stays_in_its_tenant()
    {
        string id = await Mine.CreateAsync("Account", "name: \"before\"");
        await Mine.DataAsync($$"""mutation { updateAccount(id: "{{id}}", input: {name: "after"}) { record { id } } }""");
        string query = $$"""{ historyEntries(filter: {record: {eq: "{{id}}"} }) { totalCount } }""";
        Assert.Equal("""{"historyEntries":{"totalCount":2}}""", await Mine.TextAsync(query));
        Assert.Equal("""{"historyEntries":{"totalCount":0}}""", await Theirs.TextAsync(query));
    }

    [Fact]
    public async Task A_token_opens_the_tenant_that_it_was_issued_for_whatever_the_request_says()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/auth/me?tenant=one");
        request.Headers.TryAddWithoutValidation("X-Tenant", "one");
        using HttpResponseMessage response = await Theirs.Http.SendAsync(request);
        Assert.Contains("admin@two.test", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tenants.Host.CreateClient().GetAsync("/graphql?query={__typename}")).StatusCode);
    }
}
