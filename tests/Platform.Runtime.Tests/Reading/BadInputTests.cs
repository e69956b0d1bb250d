using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Wrong input gets its code before the database sees it.</summary>
public sealed class BadInputTests(ReadingFixture database) : IClassFixture<ReadingFixture>
{
    private static readonly Guid Ann = Guid.CreateVersion7();

    [Theory]
    [InlineData("account(id: \"garbage\") { id }", "INVALID_ID")]
    [InlineData("account(id: 12) { id }", "INVALID_ID")]
    [InlineData("accounts(filter: {id: {in: [\"x\"]}}) { totalCount }", "INVALID_ID")]
    [InlineData("accounts(first: -1) { totalCount nodes { id } }", "INVALID_PAGE")]
    [InlineData("accounts(first: 2147483647) { nodes { id } }", "PAGE_TOO_LARGE")]
    [InlineData("accounts(offset: 1000000) { nodes { id } }", "PAGE_TOO_LARGE")]
    [InlineData("accounts(first: 1, last: 1) { nodes { id } }", "INVALID_PAGE")]
    [InlineData("accounts(offset: 1, last: 1) { nodes { id } }", "INVALID_PAGE")]
    [InlineData("accounts(after: \"x\") { nodes { id } }", "INVALID_CURSOR")]
    [InlineData("accounts(after: \"\") { nodes { id } }", "INVALID_CURSOR")]
    [InlineData("accounts(before: \"AAAAAAAAAAAAAAAAAAAAAFtudWxsXQ\") { nodes { id } }", "INVALID_CURSOR")]
    [InlineData("accounts(filter: {name: {eq: \"a\\u0000b\"}}) { nodes { id } }", "INVALID_TEXT")]
    [InlineData("accounts(search: \"a\\u0000b\") { nodes { id } }", "INVALID_TEXT")]
    [InlineData("accounts(filter: {name: {like: \"a\\\\\"}}) { nodes { id } }", "INVALID_PATTERN")]
    [InlineData("accounts(filter: {employees: {between: [1]}}) { nodes { id } }", "INVALID_RANGE")]
    [InlineData("accounts(filter: {revenue: {eq: 1e400}}) { nodes { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("accounts(filter: {revenue: {eq: \"NaN\"}}) { nodes { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("accounts(filter: {founded: {eq: \"2026-02-30\"}}) { nodes { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("accounts(filter: {contactedAt: {eq: \"2026-02-03\"}}) { nodes { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("accounts(filter: {founded: {within: SOMEDAY}}) { nodes { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("accounts(view: \"none\") { nodes { id } }", "UNKNOWN_VIEW")]
    [InlineData("accountsGroup(by: [{field: contactedAt, unit: DAY, timeZone: \"Mars/Base\"}]) { count }", "INVALID_TIME_ZONE")]
    [InlineData("accountsGroup(by: [{field: name, unit: DAY}]) { count }", "GROUP_UNIT")]
    [InlineData("accountsGroup(by: [{field: name}, {field: name}]) { count }", "GROUP_KEY_TWICE")]
    public async Task Is_refused_with_its_reason(string field, string reason)
    {
        JsonElement data = await database.QueryAsync("manager", Ann, "{ " + field + " }");
        Assert.True(data.TryGetProperty("errors", out JsonElement errors), data.GetRawText());
        Assert.Equal(reason.Replace("Rule", "", StringComparison.Ordinal), errors[0].GetString()!.Replace("Rule", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_from_variables_are_checked_too()
    {
        const string Query = "query($t: String) { accounts(filter: {name: {contains: $t}}) { totalCount } }";
        Assert.Equal("INVALID_TEXT", await ReasonAsync(Query, "a\ud800b"));
        Assert.Equal("TEXT_TOO_LONG", await ReasonAsync(Query, new string('x', 10_000_000)));
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_with_a_changed_byte_is_refused()
    {
        await database.InsertAsync("account", null, "name", "one");
        JsonElement data = await database.QueryAsync("manager", Ann, "{ accounts(orderBy: [{name: ASC}]) { edges { cursor } } }");
        string cursor = data.GetProperty("accounts").GetProperty("edges")[0].GetProperty("cursor").GetString()!;
        Assert.False((await database.QueryAsync("manager", Ann, $"{{ accounts(orderBy: [{{name: ASC}}], after: \"{cursor}\") {{ nodes {{ id }} }} }}")).TryGetProperty("errors", out _));
        Assert.Equal("INVALID_CURSOR", (await database.QueryAsync("manager", Ann, $"{{ accounts(after: \"{cursor}\") {{ nodes {{ id }} }} }}")).GetProperty("errors")[0].GetString());
        string changed = cursor[..^3] + (cursor[^3] == 'A' ? 'B' : 'A') + cursor[^2..];
        JsonElement refused = await database.QueryAsync("manager", Ann, $"{{ accounts(orderBy: [{{name: ASC}}], after: \"{changed}\") {{ nodes {{ id }} }} }}");
        Assert.Equal("INVALID_CURSOR", refused.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task A_view_that_filters_by_a_hidden_field_is_refused()
    {
        JsonElement data = await database.QueryAsync("seller", Ann, "{ accounts(view: \"bySecret\") { totalCount } }");
        Assert.Equal("VIEW_UNUSABLE", data.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task Filters_and_records_nested_too_deep_are_refused()
    {
        string filter = string.Concat(Enumerable.Repeat("parent: {", 30)) + "name: {eq: \"x\"}" + new string('}', 30);
        JsonElement deep = await database.QueryAsync("manager", Ann, $"{{ accounts(filter: {{{filter}}}) {{ totalCount }} }}");
        Assert.Equal("FILTER_TOO_DEEP", deep.GetProperty("errors")[0].GetString());
        string nested = string.Concat(Enumerable.Repeat("parent { ", 30)) + "id" + new string('}', 30);
        JsonElement records = await database.QueryAsync("manager", Ann, $"{{ accounts {{ nodes {{ {nested} }} }} }}");
        Assert.Equal("QUERY_TOO_DEEP", records.GetProperty("errors")[0].GetString());
    }

    private async Task<string?> ReasonAsync(string query, string text) =>
        (await database.QueryAsync("manager", Ann, query, new() { ["t"] = text })).GetProperty("errors")[0].GetString();
}
