using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

public sealed class ListReadingTests(ReadingFixture database) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    private static readonly Guid Ann = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Acme = Guid.Parse("00000000-0000-7000-8000-000000000001");

    public async ValueTask InitializeAsync()
    {
        await database.ExecuteAsync($"truncate {string.Join(',', new[] { "account", "contact", "deal", "deal_line", "deal__contacts", "user" }.Select(t => $"{ReadingFixture.Tenant}.\"{t}\""))}");
        await database.InsertAsync("\"user\"", Ann, "name", "Ann");
        await database.InsertAsync("account", Acme, "owner_id, name, email, employees, revenue, founded, contacted_at, call_time, industry", Ann, "Acme 光明科技", "info@acme.test", 120, 10m, new DateOnly(2026, 6, 15), Utc(2026, 6, 14, 23), 90L, "tech");
        await database.InsertAsync("account", null, "owner_id, name, employees, revenue, founded, contacted_at, call_time, industry", Ann, "100% _Best_", 80, 20.5m, new DateOnly(2026, 5, 1), Utc(2026, 6, 15, 1), -30L, "tech");
        await database.InsertAsync("account", null, "name, employees, industry", "Blank Ltd", 200, "retail");
        for (int i = 1; i <= 5; i++) await database.InsertAsync("contact", null, "last_name, account_id", $"Contact {i}", Acme);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("光", 1)]
    [InlineData("光明", 1)]
    [InlineData("acme", 1)]
    [InlineData("ACME test", 1)]
    [InlineData("acme　光", 1)]
    [InlineData("acme best", 0)]
    [InlineData("%", 1)]
    [InlineData("_", 1)]
    [InlineData("   ", 3)]
    [InlineData("\\", 0)]
    public async Task Search_finds_every_word_in_some_search_field(string text, int expected)
    {
        JsonElement data = await database.QueryAsync("manager", Ann, "query($s: String) { accounts(search: $s) { totalCount } }", new() { ["s"] = text });
        Assert.Equal(expected, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_saved_view_filters_by_the_user_and_orders()
    {
        JsonElement data = await database.QueryAsync("manager", Ann, "{ accounts(view: \"myBig\") { nodes { name } } }");
        Assert.Equal("""[{"name":"Acme 光明科技"}]""", data.GetProperty("accounts").GetProperty("nodes").GetRawText());
    }

    [Fact]
    public async Task A_saved_view_goes_together_with_a_filter_a_search_and_an_order_of_the_request()
    {
        await database.InsertAsync("account", null, "owner_id, name, employees", Ann, "Second", 300);
        Assert.Equal("Second,Acme 光明科技", await NamesAsync(""));
        Assert.Equal("Acme 光明科技", await NamesAsync("filter: {employees: {lt: 200}}"));
        Assert.Equal("Second", await NamesAsync("search: \"sec\""));
        Assert.Equal("", await NamesAsync("filter: {name: {eq: \"Blank Ltd\"}}"));
        Assert.Equal("Acme 光明科技,Second", await NamesAsync("orderBy: [{employees: ASC}]"));

        async Task<string> NamesAsync(string more)
        {
            JsonElement data = await database.QueryAsync("manager", Ann, $"{{ accounts(view: \"myBig\", {more}) {{ nodes {{ name }} }} }}");
            return string.Join(',', data.GetProperty("accounts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task Nested_lists_are_walked_backwards_by_cursors_of_their_own()
    {
        Guid other = await database.InsertAsync("account", null, "name", "Other");
        foreach (string? name in (string?[])["b", null, "a", null, "c"]) await database.InsertAsync("contact", null, "last_name, account_id", name, other);
        List<string?> seen = [];
        string before = "";
        for (bool more = true; more;)
        {
            JsonElement data = await database.QueryAsync("manager", Ann, $$"""
                { accounts(filter: {name: {eq: "Other"} }) { nodes { contacts(last: 2{{before}}, orderBy: [{lastName: ASC_NULLS_FIRST}, {account: {name: DESC} }]) {
                  nodes { lastName } pageInfo { startCursor hasPreviousPage hasNextPage } } } } }
                """);
            JsonElement page = data.GetProperty("accounts").GetProperty("nodes")[0].GetProperty("contacts"), info = page.GetProperty("pageInfo");
            Assert.Equal(seen.Count > 0, info.GetProperty("hasNextPage").GetBoolean());
            seen.InsertRange(0, page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("lastName").GetString()));
            before = $", before: \"{info.GetProperty("startCursor").GetString()}\"";
            more = info.GetProperty("hasPreviousPage").GetBoolean();
        }

        Assert.Equal([null, null, "a", "b", "c"], seen);
    }

    [Theory]
    [InlineData("accounts { pageInfo { hasPreviousPage __typename } }", """{"pageInfo":{"hasPreviousPage":false,"__typename":"PageInfo"}}""")]
    [InlineData("accounts(filter: {name: {eq: \"none\"}}) { pageInfo { hasPreviousPage } totalCount }", """{"pageInfo":{"hasPreviousPage":false},"totalCount":0}""")]
    [InlineData("accounts(last: 2) { pageInfo { hasNextPage } }", """{"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("accounts(offset: 2) { pageInfo { hasPreviousPage } }", """{"pageInfo":{"hasPreviousPage":true}}""")]
    [InlineData("accounts { pageInfo { __typename } }", """{"pageInfo":{"__typename":"PageInfo"}}""")]
    [InlineData("accounts { pageInfo { startCursor @skip(if: true) } __typename }", """{"pageInfo":{},"__typename":"AccountConnection"}""")]
    [InlineData("account(id: \"00000000-0000-7000-8000-000000000001\") { contacts { pageInfo { hasPreviousPage } } deals { pageInfo { hasPreviousPage } } }", """{"contacts":{"pageInfo":{"hasPreviousPage":false}},"deals":{"pageInfo":{"hasPreviousPage":false}}}""")]
    public async Task What_the_arguments_tell_of_a_page_is_told_whatever_rows_it_has(string field, string expected)
    {
        JsonElement data = await database.QueryAsync("manager", Ann, "{ " + field + " }");
        Assert.Equal(expected, data.EnumerateObject().Single().Value.GetRawText());
    }

    [Fact]
    public async Task Nested_lists_have_arguments_of_their_own()
    {
        JsonElement data = await database.QueryAsync("manager", Ann, $$"""
            { account(id: "{{Acme}}") { first: contacts(first: 2, orderBy: [{lastName: ASC}]) { nodes { lastName } totalCount pageInfo { hasNextPage } }
              last: contacts(last: 2, orderBy: [{lastName: ASC}]) { edges { node { lastName account { name } } } } filtered: contacts(filter: {lastName: {endsWith: "3"} }) { totalCount } } }
            """);
        Assert.Equal(
            """{"first":{"nodes":[{"lastName":"Contact 1"},{"lastName":"Contact 2"}],"totalCount":5,"pageInfo":{"hasNextPage":true}},"last":{"edges":[{"node":{"lastName":"Contact 4","account":{"name":"Acme 光明科技"}}},{"node":{"lastName":"Contact 5","account":{"name":"Acme 光明科技"}}}]},"filtered":{"totalCount":1}}""",
            data.GetProperty("account").GetRawText());
    }

    [Fact]
    public async Task Groups_count_add_and_compare()
    {
        JsonElement data = await database.QueryAsync("manager", Ann, """
            { accountsGroup(by: [{field: industry}], orderBy: [{count: DESC}]) { key { industry __typename } count sum { revenue employees callTime } avg { employees } min { founded contactedAt } max { revenue } __typename } }
            """);
        Assert.Equal(
            """[{"key":{"industry":"tech","__typename":"AccountGroupKeyValues"},"count":2,"sum":{"revenue":"30.50","employees":"200","callTime":"PT60S"},"avg":{"employees":"100"},"min":{"founded":"2026-05-01","contactedAt":"2026-06-14T23:00:00.000000Z"},"max":{"revenue":"20.50"},"__typename":"AccountGroup"},{"key":{"industry":"retail","__typename":"AccountGroupKeyValues"},"count":1,"sum":{"revenue":null,"employees":"200","callTime":null},"avg":{"employees":"200"},"min":{"founded":null,"contactedAt":null},"max":{"revenue":null},"__typename":"AccountGroup"}]""",
            data.GetProperty("accountsGroup").GetRawText());
    }

    [Fact]
    public async Task Instants_are_cut_in_the_zone_asked_for()
    {
        JsonElement data = await database.QueryAsync("manager", Ann, """
            { accountsGroup(by: [{field: contactedAt, unit: DAY, timeZone: "Asia/Shanghai"}], filter: {contactedAt: {isNull: false}}) { key { contactedAt } count }
              months: accountsGroup(by: [{field: founded, unit: MONTH}], having: {count: {gte: 1}, max: {founded: {gt: "2026-05-02"}}}) { key { founded } count } }
            """);
        Assert.Equal("""[{"key":{"contactedAt":"2026-06-14T16:00:00.000000Z"},"count":2}]""", data.GetProperty("accountsGroup").GetRawText());
        Assert.Equal("""[{"key":{"founded":"2026-06-01"},"count":1}]""", data.GetProperty("months").GetRawText());
    }

    [Theory]
    [InlineData("America/New_York", 3, 8, "2026-03-07T05:00:00.000000Z 1, 2026-03-08T05:00:00.000000Z 2, 2026-03-09T04:00:00.000000Z 1")]
    [InlineData("America/New_York", 11, 1, "2026-10-31T04:00:00.000000Z 1, 2026-11-01T04:00:00.000000Z 2, 2026-11-02T05:00:00.000000Z 1")]
    [InlineData("Asia/Shanghai", 3, 8, "2026-03-07T16:00:00.000000Z 2, 2026-03-08T16:00:00.000000Z 2")]
    public async Task Days_are_those_of_the_users_clock_when_it_is_put_forward_and_back(string timeZone, int month, int day, string expected)
    {
        await database.ExecuteAsync($"delete from {ReadingFixture.Tenant}.account");
        // The last minute of the day before and the first of the day after, where the clock of New York is changed on that day.
        TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        DateTime changed = new(2026, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        foreach (DateTime local in (DateTime[])[changed.AddMinutes(-1), changed, changed.AddDays(1).AddMinutes(-1), changed.AddDays(1)])
        {
            await database.InsertAsync("account", null, "name, contacted_at", "a", TimeZoneInfo.ConvertTimeToUtc(local, clock));
        }

        JsonElement data = await database.QueryAsync(
            "manager", Ann, "{ accountsGroup(by: [{field: contactedAt, unit: DAY}], orderBy: [{key: {contactedAt: ASC}}]) { key { contactedAt } count } }", timeZone: timeZone);
        Assert.Equal(expected, string.Join(", ", data.GetProperty("accountsGroup").EnumerateArray().Select(g => $"{g.GetProperty("key").GetProperty("contactedAt")} {g.GetProperty("count")}")));
    }

    [Theory]
    [InlineData("founded: {within: TODAY}", 1)]
    [InlineData("founded: {within: THIS_QUARTER}", 2)]
    [InlineData("founded: {within: {LAST_N_DAYS: 7}}", 1)]
    [InlineData("founded: {within: PAST}", 1)]
    [InlineData("contactedAt: {within: PAST}", 2)]
    [InlineData("contactedAt: {within: YESTERDAY}", 1)]
    [InlineData("founded: {within: FUTURE}", 0)]
    public async Task Periods_are_relative_to_today(string filter, int expected)
    {
        JsonElement data = await database.QueryAsync("manager", Ann, $"{{ accounts(filter: {{{filter}}}) {{ totalCount }} }}");
        Assert.Equal(expected, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Fragments_aliases_skip_and_include_shape_the_answer()
    {
        JsonElement data = await database.QueryAsync("manager", Ann, $$"""
            query($yes: Boolean!) { __typename account(id: "{{Acme}}") { ...Names a: employees @skip(if: $yes) ... @include(if: $yes) { b: employees } ... on Account { title: name } } }
            fragment Names on Account { title: name mail: email }
            """, new() { ["yes"] = true });
        Assert.Equal("""{"__typename":"Query","account":{"title":"Acme 光明科技","mail":"info@acme.test","b":120}}""", data.GetRawText());
    }

    private static DateTime Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}
