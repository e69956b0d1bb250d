using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>What a user may not read is nowhere: not in lists, not below other records, not in filters, orders, groups or counts.</summary>
public sealed class RowAccessTests(ReadingFixture database) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    private static readonly Guid Ann = SampleRecords.Ann, AnnAccount = SampleRecords.AnnAccount, CatAccount = SampleRecords.CatAccount, AnnDeal = SampleRecords.AnnDeal;

    public async ValueTask InitializeAsync() => await SampleRecords.LoadAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("seller", "account 1")]
    [InlineData("teammate", "account 1,account 2")]
    [InlineData("manager", "account 1,account 2,account 3")]
    public async Task A_list_has_the_records_of_the_scope(string role, string expected)
    {
        JsonElement data = await QueryAsync(role, "{ accounts(orderBy: [{name: ASC}]) { nodes { name } totalCount } accountsGroup(by: []) { count max { employees } } }");
        Assert.Equal(expected, string.Join(',', Names(data.GetProperty("accounts").GetProperty("nodes"), "name")));
        int count = expected.Split(',').Length;
        Assert.Equal(count, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
        Assert.Equal(count, data.GetProperty("accountsGroup")[0].GetProperty("count").GetInt32());
        Assert.Equal(count * 10, data.GetProperty("accountsGroup")[0].GetProperty("max").GetProperty("employees").GetInt32());
    }

    [Fact]
    public async Task A_record_of_another_is_null_by_id_and_below_a_record_of_ones_own()
    {
        JsonElement data = await QueryAsync("seller", $$"""
            { other: account(id: "{{CatAccount}}") { name } own: account(id: "{{AnnAccount}}") { name contacts { nodes { lastName } totalCount } deals(orderBy: [{name: ASC}]) { nodes { name contacts { nodes { lastName } } } totalCount } }
              crossing: deal(id: "{{SampleRecords.CrossingDeal}}") { name account { name } } }
            """);
        Assert.Equal(
            """{"other":null,"own":{"name":"account 1","contacts":{"nodes":[],"totalCount":0},"deals":{"nodes":[{"name":"deal 1","contacts":{"nodes":[]}}],"totalCount":1}},"crossing":{"name":"crossing","account":null}}""",
            data.GetRawText());
    }

    [Theory]
    [InlineData("account: {name: {eq: \"account 3\"}}", "")]
    [InlineData("account: {id: {eq: \"00000000-0000-7000-8000-00000000001c\"}}", "")]
    [InlineData("account: {id: {in: [\"00000000-0000-7000-8000-00000000001c\"]}}", "")]
    [InlineData("account: {id: {eq: \"00000000-0000-7000-8000-00000000001a\"}}", "deal 1")]
    [InlineData("account: {isNull: true}", "crossing")]
    [InlineData("not: {account: {name: {eq: \"account 1\"}}}", "crossing")]
    [InlineData("contacts: {some: {lastName: {eq: \"Hidden\"}}}", "")]
    [InlineData("contacts: {none: {}}", "crossing,deal 1")]
    [InlineData("account: {deals: {some: {name: {eq: \"hidden\"}}}}", "")]
    [InlineData("lines: {some: {deal: {account: {visits: {some: {title: {startsWith: \"visit\"}}}}}}}", "deal 1")]
    public async Task A_filter_over_a_relation_sees_no_record_that_the_user_does_not(string filter, string expected)
    {
        JsonElement data = await QueryAsync("seller", $"{{ deals(filter: {{{filter}}}, orderBy: [{{name: ASC}}]) {{ nodes {{ name }} totalCount }} }}");
        Assert.Equal(expected, string.Join(',', Names(data.GetProperty("deals").GetProperty("nodes"), "name")));
    }

    [Fact]
    public async Task An_order_over_a_relation_takes_hidden_records_for_blank()
    {
        JsonElement data = await QueryAsync("seller", "{ deals(orderBy: [{account: {name: ASC_NULLS_FIRST}}]) { edges { cursor node { name } } } }");
        Assert.Equal("crossing", data.GetProperty("deals").GetProperty("edges")[0].GetProperty("node").GetProperty("name").GetString());
        string cursor = data.GetProperty("deals").GetProperty("edges")[0].GetProperty("cursor").GetString()!;
        string opened = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor).AsSpan(16));
        Assert.StartsWith("[null", opened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_by_a_reference_put_hidden_records_into_the_blank_group()
    {
        JsonElement data = await QueryAsync("seller", "{ dealsGroup(by: [{field: account}]) { key { account { name } } count } }");
        Assert.Equal("""[{"key":{"account":{"name":"account 1"}},"count":1},{"key":{"account":null},"count":1}]""", data.GetProperty("dealsGroup").GetRawText());
    }

    [Fact]
    public async Task A_detail_is_seen_with_its_master_from_wherever_it_is_read()
    {
        JsonElement data = await QueryAsync("seller", $$"""{ dealLines { nodes { title } totalCount } deal(id: "{{AnnDeal}}") { lines { nodes { title } } } }""");
        Assert.Equal("""{"dealLines":{"nodes":[{"title":"line 1"}],"totalCount":1},"deal":{"lines":{"nodes":[{"title":"line 1"}]}}}""", data.GetRawText());
    }

    [Fact]
    public async Task A_polymorphic_reference_to_a_hidden_record_is_null()
    {
        JsonElement data = await QueryAsync("seller", "{ visits(orderBy: [{title: ASC}]) { nodes { title subject { ... on Account { name } ... on Contact { lastName } } } } }");
        Assert.Equal(
            """[{"title":"visit 1","subject":{"name":"account 1"}},{"title":"visit 2","subject":null},{"title":"visit 3","subject":null}]""",
            data.GetProperty("visits").GetProperty("nodes").GetRawText());
    }

    [Fact]
    public async Task Hidden_fields_and_objects_are_not_in_the_schema()
    {
        JsonElement field = await QueryAsync("seller", "{ accounts(filter: {secret: {eq: \"x\"}}) { nodes { secret } } }");
        Assert.True(field.TryGetProperty("errors", out _));
        JsonElement entry = await QueryAsync("seller", "{ payrolls { nodes { title } } accounts { nodes { payrolls { totalCount } } } }");
        Assert.True(entry.TryGetProperty("errors", out _));
        Assert.DoesNotContain("payroll", Platform.GraphQL.Types.SchemaPrinter.Print(ReadingFixture.Schema("seller").Schema), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("payrolls", Platform.GraphQL.Types.SchemaPrinter.Print(ReadingFixture.Schema("manager").Schema), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_tells_what_may_be_done_with_each_record()
    {
        JsonElement data = await QueryAsync("teammate", "{ accounts(orderBy: [{name: ASC}]) { nodes { name _access { canEdit canDelete } } } }");
        Assert.Equal(
            """[{"name":"account 1","_access":{"canEdit":true,"canDelete":false}},{"name":"account 2","_access":{"canEdit":false,"canDelete":false}}]""",
            data.GetProperty("accounts").GetProperty("nodes").GetRawText());
        JsonElement deal = await QueryAsync("seller", $$"""{ deal(id: "{{AnnDeal}}") { _access { fields canDelete } } }""");
        string[] fields = [.. deal.GetProperty("deal").GetProperty("_access").GetProperty("fields").EnumerateArray().Select(f => f.GetString()!)];
        Assert.Contains("name", fields);
        Assert.DoesNotContain("amount", fields);
    }

    [Fact]
    public async Task A_team_that_was_deleted_shares_nothing()
    {
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.team set deleted_at = now()");
        JsonElement data = await QueryAsync("teammate", "{ accounts { totalCount } }");
        Assert.Equal(1, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Records_in_the_recycle_bin_are_absent_unless_asked_for()
    {
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.account set deleted_at = now() where id = $1", AnnAccount);
        JsonElement data = await QueryAsync("manager", $$"""
            { live: accounts { totalCount } bin: accounts(deleted: ONLY) { nodes { name deals { nodes { name account { name } } } } } all: accounts(deleted: INCLUDE) { totalCount }
              gone: account(id: "{{AnnAccount}}") { name } found: account(id: "{{AnnAccount}}", deleted: INCLUDE) { name } deal(id: "{{AnnDeal}}") { account { name } }
              deals(filter: {account: {name: {eq: "account 1"} } }) { totalCount } }
            """);
        Assert.Equal(2, data.GetProperty("live").GetProperty("totalCount").GetInt32());
        Assert.Equal(3, data.GetProperty("all").GetProperty("totalCount").GetInt32());
        Assert.Equal("account 1", data.GetProperty("bin").GetProperty("nodes")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("gone").ValueKind);
        Assert.Equal("account 1", data.GetProperty("found").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("deal").GetProperty("account").ValueKind);
        Assert.Equal(0, data.GetProperty("deals").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Ids_and_cursors_of_one_tenant_give_nothing_in_another()
    {
        const string Query = "query($id: ID!) { account(id: $id) { name } accounts { totalCount } }";
        JsonElement data = await database.QueryAsync("manager", Ann, Query, new() { ["id"] = AnnAccount.ToString() }, ReadingFixture.OtherTenant);
        Assert.Equal("""{"account":null,"accounts":{"totalCount":0}}""", data.GetRawText());
    }

    private static IEnumerable<string?> Names(JsonElement nodes, string field) => nodes.EnumerateArray().Select(n => n.GetProperty(field).GetString());

    private Task<JsonElement> QueryAsync(string role, string query) => database.QueryAsync(role, Ann, query);
}
