using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>What a list gives with <c>choosableFor</c> is what the write of the same record accepts.</summary>
public sealed class ChoosableListTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly string Store = Docs.Of(
        "Store", """ "ownership":"user", """, Docs.Field("city", "text"), Docs.Field("rank", "integer"), Docs.Field("secret", "text"), Docs.Field("opened", "date"));

    private static readonly string Clerk = Docs.Object("Clerk");

    private static readonly string Visit = Docs.Of(
        "Visit",
        """ "ownership":"user","recordTypes":[{"name":"plain","label":"Plain","default":true},{"name":"grand","label":"Grand","defaults":{"grade":7}}], """,
        Docs.Field("billing", "address"), Docs.Field("members", "manyToMany", """ "target":"Clerk" """), Docs.Field("region", "text", """ "createOnly":true """),
        Docs.Field("grade", "integer", """ "default":3 """), Docs.Field("level", "integer", """ "defaultFormula":"record.grade + 1" """),
        Docs.Field("byCity", "lookup", """ "target":"Store","choosable":"target.city == record.billing.city" """),
        Docs.Field("byOwner", "lookup", """ "target":"Store","choosable":"target.owner == record.owner" """),
        Docs.Field("byLevel", "lookup", """ "target":"Store","choosable":"target.rank == record.level" """),
        Docs.Field("byRegion", "lookup", """ "target":"Store","choosable":"target.secret == record.region" """),
        Docs.Field("lead", "lookup", """ "target":"Clerk","choosable":"target in record.members" """));

    [Fact]
    public async Task Parts_of_addresses_links_and_what_the_platform_fills_in_decide()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        Api api = new(client);
        await ApplyAsync(client, Store, Clerk, Visit);
        string berlin = await api.CreateAsync("Store", """title: "Berlin", city: "Berlin", rank: 4 """);
        string oslo = await api.CreateAsync("Store", """title: "Oslo", city: "Oslo", rank: 8 """);
        string ann = await api.CreateAsync("Clerk", """title: "Ann" """), ben = await api.CreateAsync("Clerk", """title: "Ben" """);

        // Of a new record.
        await AgreeAsync(api, "Store", "byCity", """billing: {city: "Berlin"}""", "Berlin", berlin, oslo);
        await AgreeAsync(api, "Clerk", "lead", $$"""members: {set: ["{{ann}}"]}""", "Ann", ann, ben);
        await AgreeAsync(api, "Clerk", "lead", "", "", refused: [ann, ben]);
        Assert.StartsWith("Berlin Oslo", await ChoosableAsync(api, "Store", "byOwner", ""), StringComparison.Ordinal);
        Assert.Equal("", await ChoosableAsync(api, "Store", "byOwner", "owner: null"));
        await AgreeAsync(api, "Store", "byLevel", "", "Berlin", berlin, oslo);
        await AgreeAsync(api, "Store", "byLevel", "grade: 7", "Oslo", oslo, berlin);
        await AgreeAsync(api, "Store", "byLevel", "recordType: \"grand\"", "Oslo", oslo, berlin);
        await AgreeAsync(api, "Store", "byLevel", "level: null", "", refused: [oslo, berlin]);

        // Of a stored one: what is not told is as it is stored.
        string visit = await api.CreateAsync("Visit", $$"""title: "V", billing: {city: "Oslo"}, grade: 7, members: {set: ["{{ann}}"]}""");
        string id = $"id: \"{visit}\"";
        Assert.Equal("Oslo", await ChoosableAsync(api, "Store", "byCity", id));
        Assert.Equal("Berlin", await ChoosableAsync(api, "Store", "byCity", id + """, billing: {city: "Berlin"}"""));
        Assert.Equal("", await ChoosableAsync(api, "Store", "byCity", id + ", billing: null"));
        Assert.Equal("Oslo", await ChoosableAsync(api, "Store", "byLevel", id));
        Assert.Equal("Ann", await ChoosableAsync(api, "Clerk", "lead", id));
        Assert.Equal("Ann Ben", await ChoosableAsync(api, "Clerk", "lead", $$"""{{id}}, members: {add: ["{{ben}}"]}"""));
        Assert.Equal("Ben", await ChoosableAsync(api, "Clerk", "lead", $$"""{{id}}, members: {add: ["{{ben}}"], remove: ["{{ann}}"]}"""));
        Assert.Equal("", await ChoosableAsync(api, "Clerk", "lead", $"{id}, members: null"));
        // By variables too, and of a record that is none, nothing is known.
        Assert.Equal(
            """{"list":{"nodes":[{"title":"Ben"}]}}""",
            await api.TextAsync("query($for: ClerkChoosableFor) { list: clerks(choosableFor: $for) { nodes { title } } }", new { @for = new { visit_lead = new { members = new { set = new[] { ben } } } } }));
        Assert.Equal("", await ChoosableAsync(api, "Store", "byCity", $"id: \"{Guid.NewGuid()}\""));
    }

    [Fact]
    public async Task A_role_that_edits_alone_asks_by_fields_that_it_may_not_write_and_over_what_it_may_not_read()
    {
        using HttpClient administrator = await host.CreateSignedInClientAsync();
        await ApplyAsync(
            administrator, Store, Clerk, Visit,
            """{"kind":"role","name":"editor","label":"Editor","objects":[{"object":"Visit","read":"all","edit":"all"},{"object":"Clerk","read":"all"},{"object":"Store","read":"all","fields":[{"field":"secret","read":false}]}]}""");
        Api all = new(administrator);
        await all.CreateAsync("Store", """title: "Zena", secret: "north", city: "Z", rank: 99 """);
        await all.CreateAsync("Store", """title: "Zoo", secret: "south", city: "Z", rank: 99 """);
        string visit = await all.CreateAsync("Visit", """title: "V", region: "north" """);
        using HttpClient client = await MemberAsync("editor@example.com", "editor");
        Api api = new(client);

        Assert.Equal("Zena", await ChoosableAsync(api, "Store", "byRegion", "region: \"north\""));
        Assert.Equal("Zena", await ChoosableAsync(api, "Store", "byRegion", $"id: \"{visit}\""));
        using HttpResponseMessage workspace = await client.GetAsync(new Uri("/workspace", UriKind.Relative), TestContext.Current.CancellationToken);
        JsonElement description = await workspace.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        JsonElement field = description.GetProperty("objects").EnumerateArray().Single(o => o.GetProperty("name").GetString() == "Visit")
            .GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "byRegion");
        Assert.Equal("""[{"target":"Store","facts":["region"]}]""", field.GetProperty("choosable").GetRawText());
    }

    /// <summary>The list offers what the write accepts and leaves out what it refuses.</summary>
    private static async Task AgreeAsync(Api api, string target, string field, string record, string offered, string? accepted = null, params string[] refused)
    {
        Assert.Equal(offered, await ChoosableAsync(api, target, field, record));
        foreach (string id in refused)
        {
            Assert.Equal("VALIDATION_FAILED NOT_CHOOSABLE", await api.ErrorAsync($$"""mutation { createVisit(input: {title: "x", {{field}}: "{{id}}", {{record}} }) { record { id } } }"""));
        }

        if (accepted is not null) await api.CreateAsync("Visit", $"title: \"x\", {field}: \"{accepted}\", {record}");
    }

    private static async Task<string> ChoosableAsync(Api api, string target, string field, string record)
    {
        JsonElement data = await api.DataAsync($$"""{ list: {{target.ToLowerInvariant()}}s(choosableFor: {visit_{{field}}: { {{record}} } }, orderBy: [{title: ASC}]) { nodes { title } } }""");
        return string.Join(' ', data.GetProperty("list").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("title").GetString()));
    }

    private async Task<HttpClient> MemberAsync(string email, params string[] roles)
    {
        await using CatalogContext catalog = CatalogOptions.CreateContext(host.Database.DataSource);
        Guid tenant = await catalog.Tenants.Where(t => t.Slug == "default").Select(t => t.Id).SingleAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(
            tenant, new NewMember(email, email, TestHost.AdministratorPassword, roles), TestContext.Current.CancellationToken);
        return await host.CreateSignedInClientAsync(email);
    }

    private static async Task ApplyAsync(HttpClient client, params string[] documents)
    {
        const string Query = "mutation($edits: [DocumentEdit!]!) { apply(edits: $edits) { revision } }";
        object[] edits = [.. documents.Select(d => (object)new { put = JsonDocument.Parse(d).RootElement })];
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query = Query, variables = new { edits } });
        Assert.DoesNotContain("\"errors\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
