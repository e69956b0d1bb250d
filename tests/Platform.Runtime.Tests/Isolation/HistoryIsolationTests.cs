using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Isolation;

/// <summary>History is read by everyone as far as they may read what it describes: the record, and the field.</summary>
public sealed class HistoryIsolationTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private Api Ann => tenants.One.Ann;

    private Api Bob => tenants.One.Bob;

    private Api Admin => tenants.One.Admin;

    [Fact]
    public async Task An_ordinary_user_sees_the_history_of_their_records_without_the_fields_that_they_cannot_read()
    {
        string id = await Ann.CreateAsync("Account", "name: \"before\"");
        await Admin.DataAsync($$"""mutation { updateAccount(id: "{{id}}", input: {name: "after", salary: 5, secret: "x"}) { record { id } } }""");
        Assert.Equal(["create ", "update name"], await HistoryAsync(Ann, id));
        Assert.Equal(["create ", "update name", "update salary", "update secret"], await HistoryAsync(Admin, id));
        Assert.Empty(await HistoryAsync(Bob, id));
        Assert.Equal(["create ", "update name"], await HistoryAsync(tenants.One.Auditor, id));
    }

    [Fact]
    public async Task History_of_a_detail_follows_its_master()
    {
        string deal = await Ann.CreateAsync("Deal", "name: \"d\""), line = await Ann.CreateAsync("DealLine", $"title: \"l\", deal: \"{deal}\"");
        Assert.Equal(["create "], await HistoryAsync(Ann, line));
        Assert.Empty(await HistoryAsync(Bob, line));
        Assert.Empty(await HistoryAsync(tenants.One.Auditor, line));
    }

    [Fact]
    public async Task Lists_counts_groups_and_filters_over_all_history_have_the_same_entries()
    {
        string own = await Ann.CreateAsync("Account", "name: \"mine\""), other = await Bob.CreateAsync("Account", "name: \"not mine\"");
        await Admin.DataAsync($$"""mutation { updateAccounts(changes: [{id: "{{own}}", input: {salary: 1} }, {id: "{{other}}", input: {salary: 2} }]) { affected } }""");
        JsonElement data = await Ann.DataAsync("""
            { historyEntries(first: 1000) { nodes { object record field newValue } totalCount }
              byRecord: historyEntriesGroup(by: [{field: record}]) { key { record } count }
              salaries: historyEntries(filter: {field: {eq: "salary"} }) { totalCount }
              values: historyEntries(filter: {newValue: {isNull: false} }) { totalCount }
              found: historyEntries(search: "salary") { totalCount } }
            """);
        JsonElement[] nodes = [.. data.GetProperty("historyEntries").GetProperty("nodes").EnumerateArray()];
        Assert.Equal(nodes.Length, data.GetProperty("historyEntries").GetProperty("totalCount").GetInt32());
        Assert.Equal(nodes.Length, data.GetProperty("byRecord").EnumerateArray().Sum(g => g.GetProperty("count").GetInt32()));
        Assert.Equal(0, data.GetProperty("salaries").GetProperty("totalCount").GetInt32());
        Assert.Equal(0, data.GetProperty("found").GetProperty("totalCount").GetInt32());
        Assert.DoesNotContain(nodes, n => n.GetProperty("record").GetString() == other || n.GetProperty("field").GetString() is "salary" or "secret" or "roles");
        Assert.Contains(nodes, n => n.GetProperty("record").GetString() == own);
    }

    [Fact]
    public async Task History_of_a_deleted_record_stays_with_those_who_may_read_it_in_the_recycle_bin()
    {
        string id = await Ann.CreateAsync("Account", "name: \"gone\"");
        await Ann.DataAsync($$"""mutation { deleteAccount(id: "{{id}}") { record { id } } }""");
        Assert.Equal(["create ", "delete "], await HistoryAsync(Ann, id));
        Assert.Empty(await HistoryAsync(Bob, id));
        await Admin.DataAsync($$"""mutation { purgeAccount(id: "{{id}}") { record { id } } }""");
        Assert.Equal(["purge "], await HistoryAsync(Admin, id));
        Assert.Empty(await HistoryAsync(Ann, id));
    }

    [Fact]
    public async Task The_old_name_of_a_renamed_field_gives_its_values_to_nobody_who_could_not_read_them()
    {
        string id = await Ann.CreateAsync("Account", "name: \"n\"");
        await Admin.DataAsync($$"""mutation { updateAccount(id: "{{id}}", input: {salary: 5}) { record { id } } }""");
        await tenants.ExecuteAsync($"update t_one.history_entry set field = 'wage' where record = '{id}' and field = 'salary'");
        Assert.Equal(["create "], await HistoryAsync(Ann, id));
        Assert.Equal(["create ", "update wage"], await HistoryAsync(Admin, id));
    }

    [Fact]
    public async Task One_records_history_is_read_by_the_index()
    {
        await tenants.ExecuteAsync("""
            insert into t_one.history_entry (id, version, created_at, updated_at, object, record, kind, at)
            select gen_random_uuid(), 1, now(), now(), 'Deal', gen_random_uuid()::text, 'create', now() from generate_series(1, 20000);
            analyze t_one.history_entry
            """);
        string id = await Ann.CreateAsync("Account", "name: \"explained\"");
        string plan = await tenants.ExplainAsync(
            tenants.One.Id, "seller",
            $$"""{ historyEntries(filter: {object: {eq: "Account"}, record: {eq: "{{id}}"} }, orderBy: [{at: DESC}]) { nodes { kind } totalCount } }""");
        Assert.Contains("Index", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on history_entry", plan, StringComparison.Ordinal);
        Assert.Equal(["create "], await HistoryAsync(Ann, id));
    }

    private static async Task<IEnumerable<string>> HistoryAsync(Api api, string id)
    {
        JsonElement data = await api.DataAsync("query ($id: String!) { historyEntries(filter: {record: {eq: $id}}) { nodes { kind field } } }", new { id });
        return data.GetProperty("historyEntries").GetProperty("nodes").EnumerateArray()
            .Select(n => $"{n.GetProperty("kind").GetString()} {n.GetProperty("field").GetString()}").Order(StringComparer.Ordinal);
    }
}
