using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Isolation;

/// <summary>Within a tenant: a record outside the caller's scope and a field without read right are nowhere, by whichever way they are asked for.</summary>
public sealed class RowIsolationTests(TwoTenants tenants) : IClassFixture<TwoTenants>, IAsyncLifetime
{
    private string _account = "", _deal = "", _line = "";

    private Api Ann => tenants.One.Ann;

    private Api Bob => tenants.One.Bob;

    private Api Admin => tenants.One.Admin;

    private Api Auditor => tenants.One.Auditor;

    public async ValueTask InitializeAsync()
    {
        string mark = Guid.NewGuid().ToString("N");
        _account = await Bob.CreateAsync("Account", $"name: \"Bob's\", email: \"{mark}@x.test\"");
        await Admin.DataAsync($$"""mutation { updateAccount(id: "{{_account}}", input: {secret: "unsaid", salary: 7}) { record { id } } }""");
        _deal = await Bob.CreateAsync("Deal", $"name: \"deal\", account: \"{_account}\"");
        _line = await Bob.CreateAsync("DealLine", $"title: \"line\", deal: \"{_deal}\"");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_record_outside_the_scope_is_as_one_that_is_not_there()
    {
        Assert.Equal(
            """{"account":null,"deal":null,"dealLine":null}""",
            await Ann.TextAsync($$"""{ account(id: "{{_account}}") { name } deal(id: "{{_deal}}") { name } dealLine(id: "{{_line}}") { title } }"""));
        foreach (string write in new[]
        {
            $$"""updateAccount(id: "{{_account}}", input: {name: "x"})""", $$"""deleteAccount(id: "{{_account}}")""", $$"""restoreAccount(id: "{{_account}}")""",
            $$"""updateAccount(id: "{{_account}}", input: {name: "x"}, ifVersion: 1)""", $$"""updateDealLine(id: "{{_line}}", input: {title: "x"})""",
        })
        {
            Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Ann.ErrorAsync($"mutation {{ {write} {{ record {{ id }} }} }}"));
        }

        Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await Ann.ErrorAsync($$"""mutation { createDeal(input: {account: "{{_account}}"}) { record { id } } }"""));
        Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await Ann.ErrorAsync($$"""mutation { createDeal(input: {others: {set: ["{{_account}}"]} }) { record { id } } }"""));
        Assert.Equal("FORBIDDEN MASTER_FORBIDDEN", await Ann.ErrorAsync($$"""mutation { createDealLine(input: {deal: "{{_deal}}"}) { record { id } } }"""));
    }

    [Fact]
    public async Task An_upsert_that_meets_a_hidden_record_says_no_more_than_that_the_value_is_taken()
    {
        string email = (await Bob.DataAsync($$"""{ account(id: "{{_account}}") { email } }""")).GetProperty("account").GetProperty("email").GetString()!;
        string answer = (await Ann.PostAsync($$"""mutation { upsertAccounts(by: email, inputs: [{email: "{{email}}", name: "mine"}]) { records { id name } } }""")).GetRawText();
        Assert.Contains("DUPLICATE_VALUE", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_account, answer, StringComparison.Ordinal);
        string partly = (await Ann.PostAsync($$"""mutation { upsertAccounts(by: email, allOrNone: false, inputs: [{email: "{{email}}", name: "mine"}]) { records { id name } failures { code problems { id } } } }""")).GetRawText();
        Assert.DoesNotContain(_account, partly, StringComparison.Ordinal);
        Assert.Equal("""{"account":{"name":"Bob's"}}""", await Bob.TextAsync($$"""{ account(id: "{{_account}}") { name } }"""));
    }

    [Theory]
    [InlineData("accounts(filter: {secret: {eq: \"unsaid\"}}) { totalCount }")]
    [InlineData("accounts(filter: {not: {secret: {isNull: true}}}) { totalCount }")]
    [InlineData("accounts(orderBy: [{secret: ASC}]) { totalCount }")]
    [InlineData("accountsGroup(by: [{field: secret}]) { count }")]
    [InlineData("accountsGroup(by: [], having: {sum: {salary: {gt: \"1\"}}}) { count }")]
    [InlineData("accountsGroup(by: [], orderBy: [{max: {salary: ASC}}]) { count }")]
    [InlineData("accountsGroup(by: []) { sum { salary } }")]
    [InlineData("deals(filter: {account: {secret: {eq: \"unsaid\"}}}) { totalCount }")]
    [InlineData("deals(filter: {others: {some: {salary: {gt: 1}}}}) { totalCount }")]
    [InlineData("deals(orderBy: [{account: {salary: ASC}}]) { totalCount }")]
    [InlineData("accounts { nodes { secret } }")]
    [InlineData("accounts { nodes { payrolls { totalCount } } }")]
    [InlineData("payrolls { totalCount }")]
    public async Task A_field_or_object_without_right_is_not_in_the_schema(string query)
    {
        JsonElement body = await Auditor.PostAsync("{ " + query + " }");
        Assert.False(body.TryGetProperty("data", out _), body.ToString());
        Assert.StartsWith("BAD_USER_INPUT", await Auditor.ErrorAsync("{ " + query + " }"), StringComparison.Ordinal);
        await Admin.DataAsync("{ " + query + " }");
    }

    [Fact]
    public async Task A_view_gives_nothing_away_of_a_field_that_the_caller_cannot_read()
    {
        Assert.Equal("FORBIDDEN VIEW_UNUSABLE", await Auditor.ErrorAsync("{ accounts(view: \"bySecret\") { totalCount } }"));
        string[] orders = [await OrderAsync("view: \"secretOrder\""), await OrderAsync("orderBy: [{id: ASC}]")];
        Assert.Equal(orders[1], orders[0]);

        Task<string> OrderAsync(string arguments) => Auditor.TextAsync($"{{ accounts({arguments}) {{ nodes {{ id }} }} }}");
    }

    [Fact]
    public async Task A_search_looks_in_no_field_that_the_caller_cannot_read()
    {
        const string Query = "{ accounts(search: \"unsaid\") { totalCount } accountsGroup(by: [], search: \"unsaid\") { count } deals(filter: {account: {search: \"unsaid\"}}) { totalCount } }";
        Assert.Equal("""{"accounts":{"totalCount":0},"accountsGroup":[{"count":0}],"deals":{"totalCount":0}}""", await Auditor.TextAsync(Query));
        Assert.NotEqual(0, (await Admin.DataAsync(Query)).GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_cursor_in_the_order_of_a_hidden_field_cannot_be_followed()
    {
        JsonElement page = await Admin.DataAsync("{ accounts(first: 1, orderBy: [{secret: ASC}]) { pageInfo { endCursor } } }");
        string cursor = page.GetProperty("accounts").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        Assert.Equal("BAD_USER_INPUT INVALID_CURSOR", await Auditor.ErrorAsync($$"""{ accounts(after: "{{cursor}}", orderBy: [{name: ASC}]) { totalCount nodes { id } } }"""));
        Assert.StartsWith("BAD_USER_INPUT", await Auditor.ErrorAsync($$"""{ accounts(after: "{{cursor}}", orderBy: [{secret: ASC}]) { nodes { id } } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_names_no_field_that_the_caller_cannot_read()
    {
        string id = await Ann.CreateAsync("Account", "name: \"Ann's\"");
        JsonElement access = (await Ann.DataAsync($$"""{ account(id: "{{id}}") { _access { canEdit canDelete fields } } }""")).GetProperty("account").GetProperty("_access");
        Assert.True(access.GetProperty("canEdit").GetBoolean());
        string[] fields = [.. access.GetProperty("fields").EnumerateArray().Select(f => f.GetString()!)];
        Assert.Contains("name", fields);
        Assert.DoesNotContain("secret", fields);
        Assert.DoesNotContain("salary", fields);
        Assert.Equal(
            """{"account":{"_access":{"canEdit":false,"canDelete":false,"fields":[]}}}""",
            await Auditor.TextAsync($$"""{ account(id: "{{id}}") { _access { canEdit canDelete fields } } }"""));
    }

    [Fact]
    public async Task Rights_that_a_deploy_takes_away_are_gone_from_the_next_write_on()
    {
        const string Role = """{"kind":"role","name":"SELLER","label":"Seller","objects":[{"object":"Account","create":true,"read":"all","edit":"SCOPE"},{"object":"Deal","create":true,"read":"own","edit":"own"}]}""";
        Guid tenant = tenants.Two.Id;
        string id = await tenants.Two.Admin.CreateAsync("Account", "name: \"shared\"");
        await tenants.PutAsync(tenant, Role.Replace("SELLER", "seller", StringComparison.Ordinal).Replace("SCOPE", "all", StringComparison.Ordinal));
        string update = $$"""mutation { updateAccount(id: "{{id}}", input: {name: "NAME"}) { record { name } } }""";
        await tenants.Two.Ann.DataAsync(update.Replace("NAME", "once", StringComparison.Ordinal));
        await tenants.PutAsync(tenant, Role.Replace("SELLER", "seller", StringComparison.Ordinal).Replace("SCOPE", "own", StringComparison.Ordinal));
        Assert.Equal("FORBIDDEN EDIT_FORBIDDEN", await tenants.Two.Ann.ErrorAsync(update.Replace("NAME", "twice", StringComparison.Ordinal)));
    }
}
