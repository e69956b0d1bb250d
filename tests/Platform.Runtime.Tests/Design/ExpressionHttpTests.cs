using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Design;

/// <summary>The help that <c>/metadata</c> gives to those who write expressions.</summary>
public sealed class ExpressionHttpTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Check = "query($x: String!, $p: ExpressionPlace!, $e: [DocumentEdit!]! = []) { it: checkExpression(expression: $x, place: $p, edits: $e) { isValid type expected diagnostics { code message start length line column suggestions } } }";
    private const string Complete = "query($x: String!, $at: Int!, $p: ExpressionPlace!, $e: [DocumentEdit!]! = []) { it: completeExpression(expression: $x, position: $at, place: $p, edits: $e, language: \"zh-CN\") { start length items { name kind insert caret type label help signature } } }";
    private const string Hover = "query($x: String!, $at: Int!, $p: ExpressionPlace!) { it: hoverExpression(expression: $x, position: $at, place: $p) { start length name type label help signatures { signature help } } }";
    private const string Format = "query($x: String!) { formatExpression(expression: $x) }";
    private const string Evaluate = "query($x: String!, $p: ExpressionPlace!, $id: ID, $e: [DocumentEdit!]! = []) { it: evaluateExpression(expression: $x, place: $p, record: $id, edits: $e) { type value missing reads { path type value } } }";

    private static readonly string Deal = Docs.Object(
        "TriedDeal",
        "\"name\":\"amount\",\"type\":\"currency\",\"label\":{\"en\":\"Amount\",\"zh-CN\":\"金额\"}",
        "\"name\":\"stage\",\"type\":\"picklist\",\"label\":\"Stage\",\"values\":[{\"value\":\"open\",\"label\":\"Open\"},{\"value\":\"won\",\"label\":{\"en\":\"Won\",\"zh-CN\":\"赢单\"}}]",
        Docs.Field("due", "date"), Docs.Field("effort", "duration"), Docs.Field("sentAt", "dateTime"), Docs.Field("labels", "tags"), Docs.Field("site", "address"),
        Docs.Field("parent", "lookup", "\"target\":\"TriedDeal\",\"inverse\":\"children\""),
        Docs.Field("double", "currency", "\"formula\":\"record.amount * 2\""));

    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        client = await host.CreateSignedInClientAsync();
        await DataAsync("mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = Edits(Deal) });
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_check_tells_every_error_with_its_place_and_the_nearest_name()
    {
        JsonElement fine = await AskAsync(Check, new { x = "record.amount * 2", p = Place("FORMULA", "currency") });
        Assert.True(fine.GetProperty("isValid").GetBoolean());
        Assert.Equal("decimal", fine.GetProperty("type").GetString());

        JsonElement wrong = await AskAsync(Check, new { x = "record.amont > 1 &&\n  record.stge == \"won\"", p = Place("WRITE") });
        JsonElement[] errors = [.. wrong.GetProperty("diagnostics").EnumerateArray()];
        Assert.Equal(["amount", "stage"], errors.Select(e => e.GetProperty("suggestions")[0].GetString()));
        Assert.Equal((2, 10, 4), (errors[1].GetProperty("line").GetInt32(), errors[1].GetProperty("column").GetInt32(), errors[1].GetProperty("length").GetInt32()));
    }

    [Theory]
    [InlineData("record.amount > 1", "FORMULA", "currency", "EXPRESSION_TYPE")]
    [InlineData("now > now", "ROLLUP_FILTER", null, "EXPRESSION_NOT_HERE")]
    [InlineData("now > now", "FORMULA", "checkbox", null)]
    [InlineData("isNew()", "FORMULA", "checkbox", "EXPRESSION_NOT_HERE")]
    [InlineData("isNew()", "DEFAULT", "checkbox", "EXPRESSION_NOT_HERE")]
    [InlineData("record.amount", "WRITE", null, "EXPRESSION_TYPE")]
    [InlineData("isNew() && today > date(2024, 1, 1) && hasRole(\"x\") && user.name == \"\"", "WRITE", null, null)]
    [InlineData("record.parent", "DEFAULT", "lookup", null)]
    [InlineData("user.name", "DEFAULT", "text", null)]
    public async Task The_place_decides_what_may_be_used_and_which_type_is_needed(string expression, string purpose, string? type, string? code)
    {
        JsonElement result = await AskAsync(Check, new { x = expression, p = Place(purpose, type, type == "lookup" ? "TriedDeal" : null) });
        Assert.Equal(code, result.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()).FirstOrDefault());
    }

    [Fact]
    public async Task Completions_carry_labels_in_the_readers_language()
    {
        JsonElement[] items = await ItemsAsync("record.a", 8);
        JsonElement amount = items.Single(i => i.GetProperty("name").GetString() == "amount");
        Assert.Equal(("FIELD", "amount", "decimal", "金额"), (
            amount.GetProperty("kind").GetString(), amount.GetProperty("insert").GetString(), amount.GetProperty("type").GetString(), amount.GetProperty("label").GetString()));
        Assert.Contains(items, i => i.GetProperty("name").GetString() == "children" && i.GetProperty("kind").GetString() == "RELATION");

        JsonElement won = (await ItemsAsync("record.stage == ", 16)).Single(i => i.GetProperty("name").GetString() == "won");
        Assert.Equal(("\"won\"", "赢单"), (won.GetProperty("insert").GetString(), won.GetProperty("label").GetString()));
        JsonElement city = (await ItemsAsync("record.site.c", 13)).Single(i => i.GetProperty("name").GetString() == "city");
        Assert.Equal(("FIELD", "city", "string", "城市"), (
            city.GetProperty("kind").GetString(), city.GetProperty("insert").GetString(), city.GetProperty("type").GetString(), city.GetProperty("label").GetString()));
        JsonElement coalesce = (await ItemsAsync("coal", 4)).Single(i => i.GetProperty("name").GetString() == "coalesce");
        Assert.Equal("第一个不为空的值。", coalesce.GetProperty("help").GetString());
    }

    [Fact]
    public async Task A_name_is_explained()
    {
        JsonElement amount = await AskAsync(Hover, new { x = "record.amount > 1", at = 9, p = Place("WRITE") });
        Assert.Equal((7, 6, "decimal", "Amount"), (
            amount.GetProperty("start").GetInt32(), amount.GetProperty("length").GetInt32(), amount.GetProperty("type").GetString(), amount.GetProperty("label").GetString()));
        JsonElement call = await AskAsync(Hover, new { x = "coalesce(1, 2)", at = 2, p = Place("WRITE") });
        Assert.Equal("coalesce(any, …): any", call.GetProperty("signatures")[0].GetProperty("signature").GetString());
        Assert.Equal(JsonValueKind.Null, (await AskAsync(Hover, new { x = "1 + 1", at = 2, p = Place("WRITE") })).ValueKind);
    }

    [Fact]
    public async Task An_expression_is_laid_out()
    {
        Assert.Equal("a.b + 1", (await DataAsync("{ it: formatExpression(expression: \"a . b+1\") }")).GetProperty("it").GetString());
        Assert.Equal(JsonValueKind.Null, (await DataAsync("{ it: formatExpression(expression: \"a +\") }")).GetProperty("it").ValueKind);
    }

    [Theory]
    [InlineData("record.amount / 3", "FORMULA", "currency", "\"333.44666666666666666667\"")]
    [InlineData("record.amount > 1000.0 && record.stage == \"won\"", "WRITE", null, "true")]
    [InlineData("record.due", "FORMULA", "date", "\"2024-01-31\"")]
    [InlineData("record.effort + hours(1)", "FORMULA", "duration", "\"PT9000S\"")]
    [InlineData("record.labels", "FORMULA", "tags", "[\"a\",\"b\"]")]
    [InlineData("record.double", "FORMULA", "currency", "\"2000.68\"")]
    [InlineData("record.site.city", "FORMULA", "text", "\"上海\"")]
    [InlineData("record.parent.amount", "FORMULA", "currency", "null")]
    [InlineData("record.children.size()", "FORMULA", "integer", "\"0\"")]
    [InlineData("user.name", "DEFAULT", "text", "\"Administrator\"")]
    [InlineData("hasRole(\"nobody\") || isNew() || isChanged(record.amount)", "WRITE", null, "false")]
    [InlineData("1 / (record.children.size() - 0) == 0", "WRITE", null, "null")]
    public async Task An_expression_is_tried_on_a_record(string expression, string purpose, string? type, string value)
    {
        string id = await RecordAsync();
        JsonElement result = await AskAsync(Evaluate, new { x = expression, p = Place(purpose, type), id });
        Assert.Equal(value, result.GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task The_values_of_the_fields_that_are_named_come_along()
    {
        JsonElement result = await AskAsync(Evaluate, new { x = "record.amount > 1.0 ? record.parent.title : record.title", p = Place("FORMULA", "text"), id = await RecordAsync() });
        Assert.Equal(
            ["record.amount=1000.34", "record.parent.title=", "record.title=First"],
            result.GetProperty("reads").EnumerateArray().Select(r => $"{r.GetProperty("path").GetString()}={r.GetProperty("value").GetString()}"));
    }

    [Fact]
    public async Task Edits_that_are_not_applied_count()
    {
        string edited = Docs.Object(
            "TriedDeal", Docs.Field("amount", "currency"), Docs.Field("tripled", "currency", "\"formula\":\"record.amount * 3\""), Docs.Field("fresh", "integer"));
        object place = Place("FORMULA", "currency");
        Assert.Contains(await ItemsAsync("record.", 7, Edits(edited)), i => i.GetProperty("name").GetString() == "tripled");
        string id = await RecordAsync();
        JsonElement tripled = await AskAsync(Evaluate, new { x = "record.tripled", p = place, id, e = Edits(edited) });
        Assert.Equal("3001.02", tripled.GetProperty("value").GetString());
        JsonElement fresh = await AskAsync(Evaluate, new { x = "record.fresh * 1.0", p = place, id, e = Edits(edited) });
        Assert.Equal("TriedDeal.fresh", Assert.Single(fresh.GetProperty("missing").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_record_is_told_by_its_id_while_its_name_is_only_drafted()
    {
        string id = await RecordAsync();
        string edited = Docs.Object("TriedDeal", Docs.Field("parent", "lookup", "\"target\":\"TriedDeal\",\"inverse\":\"children\""), Docs.Field("code", "text"))
            .Replace("\"nameField\":\"title\"", "\"nameField\":\"code\"", StringComparison.Ordinal);
        object place = Place("DEFAULT", "lookup", "TriedDeal");
        const string Chosen = "query($x: String!, $p: ExpressionPlace!, $id: ID!, $e: [DocumentEdit!]! = []) { it: evaluateExpression(expression: $x, place: $p, record: $id, target: $id, edits: $e) { value } }";
        JsonElement now = await AskAsync(Chosen, new { x = "record", p = place, id });
        Assert.Equal("First", now.GetProperty("value").GetString());
        JsonElement drafted = await AskAsync(Chosen, new { x = "record", p = place, id, e = Edits(edited) });
        Assert.Equal(id, drafted.GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_trial_that_is_stopped_says_so()
    {
        string id = await RecordAsync();
        await using NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand hold = new("lock table t_default.tried_deal in access exclusive mode", holder);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Task<JsonElement> trial = PostAsync(Evaluate, new { x = "record.amount", p = Place("FORMULA", "currency"), id });
        await BlockedStatements.CancelOneAsync(holder, TestContext.Current.CancellationToken);
        JsonElement extensions = (await trial).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("LIMIT_EXCEEDED", "EXPRESSION_TOO_SLOW"), (extensions.GetProperty("code").GetString(), extensions.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_draft_with_errors_still_helps()
    {
        string edited = Docs.Object(
            "TriedDeal", Docs.Field("amount", "currency"), Docs.Field("a", "currency", "\"formula\":\"record.b\""), Docs.Field("b", "currency", "\"formula\":\"record.a\""),
            Docs.Field("broken", "currency", "\"formula\":\"record.\""));
        object place = Place("FORMULA", "currency");
        string id = await RecordAsync();
        Assert.True((await AskAsync(Check, new { x = "record.amount + record.a", p = place, e = Edits(edited) })).GetProperty("isValid").GetBoolean());
        Assert.Equal("1000.34", (await AskAsync(Evaluate, new { x = "record.amount", p = place, id, e = Edits(edited) })).GetProperty("value").GetString());
        foreach (string field in (string[])["a", "broken"])
        {
            JsonElement result = await AskAsync(Evaluate, new { x = "record." + field, p = place, id, e = Edits(edited) });
            Assert.Equal("TriedDeal." + field, Assert.Single(result.GetProperty("missing").EnumerateArray()).GetString());
        }
    }

    private static readonly string[] Hostile =
    [
        "", " ", "record.", new string('a', 4_001), new string('(', 4_000), string.Concat(Enumerable.Repeat("!", 3_999)) + "a",
        new string('[', 100) + new string(']', 100), string.Concat(Enumerable.Repeat("record.parent.", 280)) + "title", "\"", "\"\\", "'''", "光", "record.\u0000", "1e999", "9223372036854775808",
        "record.children.map(a, a.children.map(b, b.children.map(c, c.amount)))", "math.", "record.amount / 0 > 0", "record.title.matches(\"(a+)+$\")",
    ];

    [Fact]
    public async Task Whatever_is_written_is_answered()
    {
        object place = Place("WRITE");
        string id = await RecordAsync();
        foreach ((string expression, string query) in Hostile.SelectMany(x => new[] { Check, Complete, Hover, Evaluate, Format }.Select(q => (x, q))))
        {
            JsonElement answer = await PostAsync(query, new { x = expression, p = place, at = expression.Length, id });
            Assert.DoesNotContain("INTERNAL", answer.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unknown_objects_and_records_are_told()
    {
        JsonElement unknown = await PostAsync(Check, new { x = "true", p = new { @object = "Nowhere", purpose = "WRITE" } });
        Assert.Equal("OBJECT_UNKNOWN", unknown.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString());
        JsonElement none = await PostAsync(Evaluate, new { x = "true", p = Place("WRITE"), id = Guid.NewGuid() });
        Assert.Equal("RECORD_UNKNOWN", none.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString());
        JsonElement odd = await PostAsync(Evaluate, new { x = "true", p = Place("WRITE"), id = "no id" });
        Assert.Equal("RECORD_UNKNOWN", odd.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString());
    }

    private static object Place(string purpose, string? fieldType = null, string? target = null) => new { @object = "TriedDeal", purpose, fieldType, target };

    private static object[] Edits(string document) => [new { put = JsonSerializer.Deserialize<JsonElement>(document) }];

    private async Task<JsonElement[]> ItemsAsync(string expression, int at, object[]? edits = null) =>
        [.. (await AskAsync(Complete, new { x = expression, at, p = Place("WRITE"), e = edits ?? [] })).GetProperty("items").EnumerateArray()];

    private async Task<string> RecordAsync()
    {
        using HttpResponseMessage made = await client.PostAsJsonAsync("/graphql", new
        {
            query = "mutation { made: createTriedDeal(input: {title: \"First\", amount: \"1000.34\", stage: \"won\", due: \"2024-01-31\", effort: \"PT5400S\", labels: [\"a\", \"b\"], site: {city: \"上海\"}}) { record { id } } }",
        });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("made").GetProperty("record").GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> AskAsync(string query, object variables) => (await DataAsync(query, variables)).GetProperty("it");

    private async Task<JsonElement> DataAsync(string query, object? variables = null)
    {
        JsonElement body = await PostAsync(query, variables);
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data");
    }

    private async Task<JsonElement> PostAsync(string query, object? variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
