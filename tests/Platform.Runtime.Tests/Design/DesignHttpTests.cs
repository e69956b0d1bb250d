using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Identity;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Design;

/// <summary><c>/metadata</c> as clients meet it.</summary>
public sealed class DesignHttpTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Apply = "mutation($e: [DocumentEdit!]!, $r: Int, $a: [String!]) { apply(edits: $e, reason: \"test\", ifRevision: $r, accept: $a) { revision plan { changes { kind text(language: \"zh-CN\") } } } }";

    [Fact]
    public async Task A_plan_tells_changes_hazards_and_statements_and_changes_nothing()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DataAsync(client, Apply, Put(Docs.Object("Planned", Docs.Field("note", "text"))));
        long before = await RevisionAsync(client);
        await RecordAsync(client, "createPlanned", "{title: \"a\", note: \"kept\"}");
        JsonElement plan = (await DataAsync(
            client,
            "query($e: [DocumentEdit!]!) { plan(edits: $e) { fromRevision isEmpty canApply dryRun toAccept changes { kind text document { kind name pointer } } hazards { code severity change message count samples { value } } statements { sql background change } diagnostics { code } } }",
            Put(Docs.Object("Planned", Docs.Field("size", "integer"))))).GetProperty("plan");
        Assert.Equal(before, plan.GetProperty("fromRevision").GetInt64());
        Assert.True(plan.GetProperty("canApply").GetBoolean());
        Assert.True(plan.GetProperty("dryRun").GetBoolean());
        Assert.Equal("[\"DATA_LOSS\"]", plan.GetProperty("toAccept").GetRawText());
        Assert.Equal(["DropField", "AddField"], plan.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("kind").GetString()));
        JsonElement hazard = Assert.Single(plan.GetProperty("hazards").EnumerateArray());
        Assert.Equal(("DATA_LOSS", "CONFIRM", 1.0), (hazard.GetProperty("code").GetString(), hazard.GetProperty("severity").GetString(), hazard.GetProperty("count").GetDouble()));
        Assert.Equal("kept", hazard.GetProperty("samples")[0].GetProperty("value").GetString());
        Assert.NotEmpty(plan.GetProperty("statements").EnumerateArray());
        Assert.Equal(before, await RevisionAsync(client));
    }

    [Fact]
    public async Task What_is_wrong_with_a_draft_is_said_in_the_language_that_is_asked_for()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement found = (await DataAsync(
            client, "query($e: [DocumentEdit!]!) { validate(edits: $e) { code message chinese: message(language: \"zh-CN\") suggestion } }",
            Put(Docs.Object("Misspelt", Docs.Field("size", "integer"), Docs.Field("double", "integer", """ "formula":"record.sise * 2" """))))).GetProperty("validate");
        JsonElement finding = Assert.Single(found.EnumerateArray());
        Assert.Equal("EXPRESSION_UNKNOWN_FIELD at character 8: Misspelt has no 'sise' that expressions can read.", finding.GetProperty("message").GetString());
        Assert.Equal("第 8 个字符，EXPRESSION_UNKNOWN_FIELD：Misspelt 没有表达式可以读取的“sise”。", finding.GetProperty("chinese").GetString());
        Assert.Equal("size", finding.GetProperty("suggestion").GetString());
    }

    [Fact]
    public async Task What_breaks_clients_of_the_api_is_in_the_plan_and_stays_with_the_revision()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DataAsync(client, Apply, Put(Docs.Object("Spoken", Docs.Field("note", "text"))));
        JsonElement plan = (await DataAsync(
            client, "query($e: [DocumentEdit!]!) { plan(edits: $e) { apiChanges { impact coordinate message } } }", Put(Docs.Object("Spoken", Docs.Field("size", "integer")))))
            .GetProperty("plan");
        string[] told = [.. plan.GetProperty("apiChanges").EnumerateArray().Select(c => $"{c.GetProperty("impact").GetString()} {c.GetProperty("message").GetString()}")];
        Assert.Contains("BREAKING Field Spoken.note was removed.", told);
        Assert.Contains("BREAKING Field SpokenCreate.note was removed.", told);
        Assert.Contains("DANGEROUS An optional field SpokenFilter.size was added.", told);
        Assert.All(plan.GetProperty("apiChanges").EnumerateArray(), c => Assert.StartsWith("Spoken", c.GetProperty("coordinate").GetString(), StringComparison.Ordinal));
        await DataAsync(client, Apply, Put(Docs.Object("Spoken", Docs.Field("size", "integer")), accept: ["DATA_LOSS"]));
        JsonElement kept = (await DataAsync(client, "{ revisions(first: 1) { apiChanges { impact message chinese: message(language: \"zh-CN\") } } }")).GetProperty("revisions")[0];
        Assert.Equal(told, kept.GetProperty("apiChanges").EnumerateArray().Select(c => $"{c.GetProperty("impact").GetString()} {c.GetProperty("message").GetString()}"));
        Assert.Contains("字段 Spoken.note 已移除。", kept.GetProperty("apiChanges").EnumerateArray().Select(c => c.GetProperty("chinese").GetString()));
    }

    [Fact]
    public async Task An_object_that_goes_takes_its_root_fields_with_it()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DataAsync(client, Apply, Put(Docs.Object("Passing")));
        JsonElement plan = (await DataAsync(
            client, "{ plan(edits: [{remove: {kind: \"object\", name: \"Passing\"}}]) { apiChanges { message } } }")).GetProperty("plan");
        string[] told = [.. plan.GetProperty("apiChanges").EnumerateArray().Select(c => c.GetProperty("message").GetString()!)];
        Assert.Contains("Field Query.passings was removed.", told);
        Assert.Contains("Field Mutation.createPassing was removed.", told);
        Assert.Contains("Passing was removed.", told);
    }

    [Fact]
    public async Task The_schema_is_served_as_text_to_those_who_are_signed_in()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DataAsync(client, Apply, Put(Docs.Object("Printed", Docs.Field("note", "text"))));
        string text = await client.GetStringAsync("/graphql/schema.graphql");
        Assert.Contains("type Printed {", text, StringComparison.Ordinal);
        Assert.Contains("createPrinted(", text, StringComparison.Ordinal);
        using HttpClient stranger = host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/graphql/schema.graphql")).StatusCode);
    }

    [Fact]
    public async Task What_is_applied_is_served_at_once_and_rolls_back()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        long first = Revision(await DataAsync(client, Apply, Put(Docs.Object("Served", Docs.Field("note", "text")))));
        await RecordAsync(client, "createServed", "{title: \"a\", note: \"kept\"}");
        (string code, string reason) = await ErrorAsync(client, Apply, Put(Docs.Object("Served")));
        Assert.Equal(("VALIDATION_FAILED", "HAZARD_NOT_ACCEPTED"), (code, reason));
        Assert.Equal(first, await RevisionAsync(client));
        long second = Revision(await DataAsync(client, Apply, Put(Docs.Object("Served"), accept: ["DATA_LOSS"])));
        Assert.Equal(first + 1, second);
        JsonElement aside = (await DataAsync(client, "{ setAside { revision kind reason object field column } }")).GetProperty("setAside");
        Assert.Contains(aside.EnumerateArray(), s => s.GetProperty("revision").GetInt64() == second && s.GetProperty("field").GetString() == "note");
        JsonElement back = (await DataAsync(client, $"{{ planRollback(to: {first}) {{ rollbackTo changes {{ kind }} }} }}")).GetProperty("planRollback");
        Assert.Equal("RestoreField", Assert.Single(back.GetProperty("changes").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal(second + 1, (await DataAsync(client, $"mutation {{ rollback(to: {first}, reason: \"back\") {{ revision }} }}")).GetProperty("rollback").GetProperty("revision").GetInt64());
        using HttpResponseMessage records = await client.PostAsJsonAsync("/graphql", new { query = "{ serveds { nodes { title note } } }" });
        Assert.Contains("\"kept\"", await records.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        JsonElement revisions = (await DataAsync(client, "{ revisions(first: 2) { number reason rollbackTo appliedBy changes { kind } } }")).GetProperty("revisions");
        Assert.Equal(["back", "test"], revisions.EnumerateArray().Select(r => r.GetProperty("reason").GetString()));
        Assert.Equal(first, revisions[0].GetProperty("rollbackTo").GetInt64());
        Assert.True(Guid.TryParse(revisions[0].GetProperty("appliedBy").GetString(), out _));
        JsonElement history = (await DataAsync(client, "{ history(kind: \"object\", name: \"Served\") { fromRevision toRevision } }")).GetProperty("history");
        Assert.Equal([second + 1, second, first], history.EnumerateArray().Select(h => h.GetProperty("fromRevision").GetInt64()));
    }

    [Fact]
    public async Task Two_administrators_at_once_the_second_is_told()
    {
        using HttpClient one = await host.CreateSignedInClientAsync(), other = await host.CreateSignedInClientAsync();
        long seen = await RevisionAsync(one);
        JsonElement[] answers = await Task.WhenAll(
            PostAsync(one, Apply, Put(Docs.Object("AtOnceA"), seen)), PostAsync(other, Apply, Put(Docs.Object("AtOnceB"), seen)));
        JsonElement refused = Assert.Single(answers, a => a.TryGetProperty("errors", out _)).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("CONFLICT", "REVISION_CONFLICT"), (refused.GetProperty("code").GetString(), refused.GetProperty("reason").GetString()));
        Assert.Equal(seen + 1, await RevisionAsync(one));
        JsonElement objects = (await DataAsync(one, "{ documents(kind: \"object\") { name } }")).GetProperty("documents");
        Assert.Single(objects.EnumerateArray(), d => d.GetProperty("name").GetString()!.StartsWith("AtOnce", StringComparison.Ordinal));

        // Who planned on the new revision gets through.
        await DataAsync(other, Apply, Put(Docs.Object("AtOnceC"), seen + 1));
    }

    [Fact]
    public async Task Documents_with_errors_are_refused_with_their_places_and_change_nothing()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        long before = await RevisionAsync(client);
        JsonElement error = (await PostAsync(client, Apply, Put(Docs.Object("Broken", Docs.Field("to", "lookup", "\"target\":\"Usr\"")))))
            .GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal("DOCUMENTS_INVALID", error.GetProperty("reason").GetString());
        JsonElement problem = Assert.Single(error.GetProperty("problems").EnumerateArray());
        Assert.Equal(("Broken", "/fields/1/target", "DOC401"), (problem.GetProperty("object").GetString(), problem.GetProperty("field").GetString(), problem.GetProperty("code").GetString()));
        JsonElement findings = (await DataAsync(
            client, "query($e: [DocumentEdit!]!) { validate(edits: $e) { code suggestion severity } }", Put(Docs.Object("Broken", Docs.Field("to", "lookup", "\"target\":\"Usr\"")))))
            .GetProperty("validate");
        Assert.Equal("User", Assert.Single(findings.EnumerateArray()).GetProperty("suggestion").GetString());
        Assert.Equal(before, await RevisionAsync(client));
    }

    [Fact]
    public async Task Only_who_may_customize_gets_in()
    {
        using HttpClient nobody = host.CreateClient();
        using HttpResponseMessage unknown = await nobody.PostAsJsonAsync("/metadata", new { query = "{ revision }" });
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Contains("UNAUTHENTICATED", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using NpgsqlCommand find = host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'");
        Guid tenant = (Guid)(await find.ExecuteScalarAsync())!;
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(
            tenant, new NewMember("plain@example.com", "Plain", TestHost.AdministratorPassword, []), CancellationToken.None);
        using HttpClient plain = await host.CreateSignedInClientAsync("plain@example.com");
        using HttpResponseMessage refused = await plain.PostAsJsonAsync("/metadata", new { query = "{ revision }" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("FORBIDDEN", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ revisions(first: 100000) { number } }")]
    [InlineData("{ revisions(first: -1) { number } }")]
    [InlineData("{ planRollback(to: 0) { isEmpty } }")]
    [InlineData("{ planRollback(to: 2147483647) { isEmpty } }")]
    [InlineData("mutation { rollback(to: -5) { revision } }")]
    [InlineData("{ planRollback(to: 99999999999) { isEmpty } }")]
    [InlineData("{ plan(edits: [{}]) { isEmpty } }")]
    [InlineData("{ plan(edits: [{put: {}, remove: {kind: \"object\", name: \"User\"}}]) { isEmpty } }")]
    [InlineData("{ plan(edits: null) { isEmpty } }")]
    [InlineData("mutation { apply(edits: [{put: 7}]) { revision } }")]
    [InlineData("mutation { apply(edits: [{put: \"text\"}]) { revision } }")]
    [InlineData("mutation { apply(edits: [{put: []}]) { revision } }")]
    [InlineData("mutation { apply(edits: [{put: {kind: \"nothing\"}}]) { revision } }")]
    [InlineData("mutation { apply(edits: [{remove: {kind: \"object\", name: \"Nowhere\"}}]) { revision } }")]
    [InlineData("mutation { apply(edits: [{remove: {kind: \"object\", name: \"User\"}}]) { revision } }")]
    [InlineData("{ nothing }")]
    [InlineData("{")]
    public async Task Bad_input_gets_a_coded_error_and_changes_nothing(string query)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        long before = await RevisionAsync(client);
        JsonElement answer = await PostAsync(client, query, new { });
        Assert.All(
            answer.GetProperty("errors").EnumerateArray(),
            e => Assert.Contains(e.GetProperty("extensions").GetProperty("code").GetString(), (string[])["BAD_USER_INPUT", "VALIDATION_FAILED", "NOT_FOUND"]));
        Assert.Equal(before, await RevisionAsync(client));
    }

    [Theory]
    [InlineData(@"a\u0000b")]
    [InlineData(@"half \ud800 of a pair")]
    public async Task Text_that_is_none_is_refused_in_documents(string escaped)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        string body = JsonSerializer.Serialize(new { query = Apply }).TrimEnd('}')
            + ",\"variables\":{\"e\":[{\"put\":{\"kind\":\"object\",\"name\":\"Odd\",\"label\":\"" + escaped + "\",\"pluralLabel\":\"Odds\",\"nameField\":\"title\",\"fields\":[{\"name\":\"title\",\"label\":\"T\",\"type\":\"text\"}]}}]}}";
        using HttpResponseMessage response = await client.PostAsync("/metadata", new StringContent(body, Encoding.UTF8, "application/json"));
        string answer = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"errors\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("INTERNAL", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{ revision }", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "not json", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_request_is_refused(string type, string body, HttpStatusCode status)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        using HttpResponseMessage response = await client.PostAsync("/metadata", new StringContent(body, Encoding.UTF8, type));
        Assert.Equal(status, response.StatusCode);
    }

    private static object Put(string document, long? ifRevision = null, string[]? accept = null) =>
        new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } }, r = ifRevision, a = accept ?? [] };

    private static long Revision(JsonElement data) => data.GetProperty("apply").GetProperty("revision").GetInt64();

    private static async Task<long> RevisionAsync(HttpClient client) => (await DataAsync(client, "{ revision }")).GetProperty("revision").GetInt64();

    private static async Task RecordAsync(HttpClient client, string field, string input)
    {
        using HttpResponseMessage made = await client.PostAsJsonAsync("/graphql", new { query = $"mutation {{ {field}(input: {input}) {{ record {{ id }} }} }}" });
        string body = await made.Content.ReadAsStringAsync();
        Assert.False(body.Contains("\"errors\"", StringComparison.Ordinal), body);
    }

    private static async Task<JsonElement> DataAsync(HttpClient client, string query, object? variables = null)
    {
        JsonElement body = await PostAsync(client, query, variables);
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data");
    }

    private static async Task<(string Code, string Reason)> ErrorAsync(HttpClient client, string query, object variables)
    {
        JsonElement extensions = (await PostAsync(client, query, variables)).GetProperty("errors")[0].GetProperty("extensions");
        return (extensions.GetProperty("code").GetString()!, extensions.GetProperty("reason").GetString()!);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string query, object? variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
