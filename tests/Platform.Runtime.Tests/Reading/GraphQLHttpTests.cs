using System.Net;
using System.Text.Json;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

public sealed class GraphQLHttpTests(GraphQLServer server) : IClassFixture<GraphQLServer>
{
    private const string Strict = "application/graphql-response+json";

    [Theory]
    [InlineData(null, "application/json", HttpStatusCode.OK)]
    [InlineData("*/*", "application/json", HttpStatusCode.OK)]
    [InlineData("application/*", "application/json", HttpStatusCode.OK)]
    [InlineData("application/json", "application/json", HttpStatusCode.OK)]
    [InlineData(Strict, Strict, HttpStatusCode.BadRequest)]
    [InlineData("application/json;q=0.5, application/graphql-response+json", Strict, HttpStatusCode.BadRequest)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", Strict, HttpStatusCode.BadRequest)]
    [InlineData("application/json, application/graphql-response+json", Strict, HttpStatusCode.BadRequest)]
    [InlineData("application/graphql-response+json;q=0.5, application/json", "application/json", HttpStatusCode.OK)]
    [InlineData("application/json;q=0, */*", Strict, HttpStatusCode.BadRequest)]
    [InlineData("application/graphql-response+json;q=0, */*", "application/json", HttpStatusCode.OK)]
    [InlineData("text/event-stream, application/json", "application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", Strict, HttpStatusCode.BadRequest)]
    public async Task An_invalid_document_is_answered_in_the_media_type_asked_for(string? accept, string type, HttpStatusCode status)
    {
        HttpResponseMessage response = await server.PostAsync("{ nonsense }", accept: accept);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        JsonElement body = await GraphQLServer.JsonAsync(response);
        Assert.False(body.TryGetProperty("data", out _));
        Assert.Equal("BAD_USER_INPUT", Code(body));
    }

    [Fact]
    public async Task A_query_that_a_stray_cancellation_hits_is_tried_again()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using NpgsqlConnection holder = await server.Data.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand hold = new($"lock table {ReadingFixture.Tenant}.visit in access exclusive mode", holder)) await hold.ExecuteNonQueryAsync(cancellation);
        Task<HttpResponseMessage> query = server.PostAsync("{ visits { totalCount } }", accept: Strict);
        await BlockedStatements.CancelOneAsync(holder, cancellation);
        await BlockedStatements.AwaitOneAsync(holder, cancellation);
        await transaction.RollbackAsync(cancellation);
        Assert.Equal("""{"data":{"visits":{"totalCount":0}}}""", await (await query).Content.ReadAsStringAsync(cancellation));
    }

    [Fact]
    public async Task Data_is_answered_with_200_and_its_length()
    {
        HttpResponseMessage response = await server.PostAsync("{ accounts { totalCount } }", accept: Strict);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"data":{"accounts":{"totalCount":0}}}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(38, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("text/html", "application/json", HttpStatusCode.NotAcceptable)]
    [InlineData(null, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, "application/json; charset=latin1", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_cannot_be_spoken_is_refused_by_status(string? accept, string type, HttpStatusCode status) =>
        Assert.Equal(status, (await server.SendAsync("""{"query":"{ __typename }"}""", accept: accept, type: type)).StatusCode);

    [Theory]
    [InlineData("{", "REQUEST_NOT_JSON")]
    [InlineData("[]", "REQUEST_BATCHED")]
    [InlineData("{}", "QUERY_MISSING")]
    [InlineData("""{"query": 3}""", "REQUEST_NOT_TEXT")]
    [InlineData("""{"query": "{ __typename }", "variables": []}""", "VARIABLES_NOT_OBJECT")]
    public async Task A_request_that_is_none_is_answered_with_400_in_either_type(string body, string reason)
    {
        foreach (string type in new[] { "application/json", Strict })
        {
            HttpResponseMessage response = await server.SendAsync(body, accept: type);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(reason, Reason(await GraphQLServer.JsonAsync(response)));
        }
    }

    [Fact]
    public async Task A_parameter_given_twice_is_no_request()
    {
        using HttpRequestMessage twice = new(HttpMethod.Get, "/graphql?query=%7B__typename%7D&query=%7Ba%7D");
        HttpResponseMessage response = await server.SendAsync(twice, "manager", null);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("PARAMETER_REPEATED", Reason(await GraphQLServer.JsonAsync(response)));
    }

    [Fact]
    public async Task A_body_without_length_over_the_limit_is_answered_with_413_too()
    {
        using HttpRequestMessage endless = new(HttpMethod.Post, "/graphql") { Content = new StringContent(new string(' ', 200_000)) };
        endless.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json");
        endless.Headers.TransferEncodingChunked = true;
        HttpResponseMessage response = await server.SendAsync(endless, "manager", null);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", Reason(await GraphQLServer.JsonAsync(response)));
    }

    [Fact]
    public async Task Queries_may_be_sent_by_get_and_mutations_may_not()
    {
        using HttpRequestMessage query = new(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("query($n:Int){accounts(first:$n){totalCount}}") + "&variables=" + Uri.EscapeDataString("{\"n\":1}"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(query, "manager", null)).StatusCode);
        using HttpRequestMessage mutation = new(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("mutation{deleteAccount(id:\"x\"){warnings{code}}}"));
        HttpResponseMessage refused = await server.SendAsync(mutation, "manager", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal("POST", string.Join(',', refused.Content.Headers.Allow));
        using HttpRequestMessage put = new(HttpMethod.Put, "/graphql");
        HttpResponseMessage other = await server.SendAsync(put, "manager", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
        Assert.Equal("GET,POST", string.Join(',', other.Content.Headers.Allow));
        using HttpRequestMessage longOne = new(HttpMethod.Get, "/graphql?query=" + new string('x', 20_000));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await server.SendAsync(longOne, "manager", null)).StatusCode);
    }

    [Fact]
    public async Task A_caller_without_identity_is_told_to_sign_in()
    {
        HttpResponseMessage response = await server.PostAsync("{ __typename }", role: "");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("UNAUTHENTICATED", Code(await GraphQLServer.JsonAsync(response)));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_answered_with_413()
    {
        HttpResponseMessage response = await server.SendAsync(JsonSerializer.Serialize(new { query = "{ a }" + new string(' ', 200_000) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_query_dearer_than_the_limit_tells_its_cost()
    {
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync(
            "query($n: Int) { accounts(first: $n) { nodes { contacts(first: $n) { nodes { id lastName } } } } }", new { n = 1000 }));
        Assert.Equal("LIMIT_EXCEEDED", Code(body));
        // 1 + 1,000 × (1 + (1 + 1,000 × (1 + id + lastName)))
        JsonElement error = body.GetProperty("errors")[0], extensions = error.GetProperty("extensions");
        Assert.Equal((3_002_001d, 100_000d), (extensions.GetProperty("cost").GetDouble(), extensions.GetProperty("limit").GetDouble()));
        Assert.Equal("The request may read 3002001 values; the limit is 100000. Ask for smaller pages or fewer fields.", error.GetProperty("message").GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("query($n: Int) { accounts(first: $n) { nodes { contacts(first: $n) { nodes { id } } } } }", new { n = 10 })).StatusCode);
    }

    [Fact]
    public async Task One_document_serves_variables_of_different_shapes()
    {
        const string Query = "query($f: AccountFilter, $o: [AccountOrder!], $s: String, $a: String) { accounts(filter: $f, orderBy: $o, search: $s, after: $a) { nodes { name } edges { cursor } } }";
        foreach (string name in new[] { "one", "two", "three" }) await server.Data.InsertAsync("account", null, "name, employees, email", name, name.Length, name + "@shape.test");
        Assert.Equal("one", await NamesAsync(new { f = new { name = new { eq = "one" } } }));
        Assert.Equal("two", await NamesAsync(new { f = new { name = new { eq = "two" } } }));
        Assert.Equal("one,three,two", await NamesAsync(new { f = new { or = new object[] { new { name = new { @in = new[] { "one", "two" } } }, new { employees = new { gt = 4 } } } }, o = new[] { new { name = "ASC" } } }));
        Assert.Equal("two,three,one", await NamesAsync(new { s = "shape.test", o = new[] { new { name = "DESC" } } }));
        Assert.Equal("two", await NamesAsync(new { s = "two shape" }));
        JsonElement page = await GraphQLServer.JsonAsync(await server.PostAsync(Query, new { o = new[] { new { name = "ASC" } }, s = "shape.test" }));
        string cursor = page.GetProperty("data").GetProperty("accounts").GetProperty("edges")[1].GetProperty("cursor").GetString()!;
        Assert.Equal("two", await NamesAsync(new { o = new[] { new { name = "ASC" } }, s = "shape.test", a = cursor }));
        await server.Data.ExecuteAsync($"truncate {ReadingFixture.Tenant}.account");

        async Task<string> NamesAsync(object variables)
        {
            JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync(Query, variables));
            Assert.True(body.TryGetProperty("data", out JsonElement data), body.GetRawText());
            return string.Join(',', data.GetProperty("accounts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task A_statement_over_its_time_is_stopped_and_the_next_one_works()
    {
        await using (Npgsql.NpgsqlConnection connection = await server.Data.Source.OpenConnectionAsync())
        await using (Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            await using Npgsql.NpgsqlCommand block = new($"lock table {ReadingFixture.Tenant}.contact in access exclusive mode", connection);
            await block.ExecuteNonQueryAsync();
            JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync("{ contacts { totalCount } }"));
            Assert.Equal(("LIMIT_EXCEEDED", "QUERY_TOO_SLOW"), (Code(body), Reason(body)));
        }

        Assert.Equal("""{"data":{"contacts":{"totalCount":0}}}""", await (await server.PostAsync("{ contacts { totalCount } }")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Introspection_stands_beside_records()
    {
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync("{ __schema { queryType { name } } __type(name: \"Account\") { kind fields { name } } accounts { totalCount } }"));
        JsonElement data = body.GetProperty("data");
        Assert.Equal("Query", data.GetProperty("__schema").GetProperty("queryType").GetProperty("name").GetString());
        Assert.Contains("_access", data.GetProperty("__type").GetProperty("fields").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Mutations_run_in_order_and_answer_with_records_warnings_and_errors()
    {
        Guid id = await server.Data.InsertAsync("account", null, "name", "written");
        server.Writer.Ids.Clear();
        server.Writer.Ids.Add(id);
        server.Writer.Connections = () => server.Data.Source.OpenConnectionAsync();
        server.Writer.Refusal = new WriteRefusal(GraphQLErrorCode.Conflict, "Changed meanwhile.", [new WriteProblem("Account", id, null, "name", "STALE", "Changed.")]);
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync("""
            mutation($in: AccountCreate!, $rest: [AccountCreate!]!) {
              made: createAccount(input: $in) { record { name } again: record { id } warnings { code field __typename } pendingApproval __typename }
              deleteAccount(id: "00000000-0000-7000-8000-000000000001", ifVersion: 3) { record { name } }
              createAccounts(inputs: $rest, allOrNone: false) { records { name } failures { index code problems { field } } affected }
              updateAccounts(filter: {name: {eq: "written"}}, input: {employees: null}) { affected }
            }
            """, new { @in = new { name = "x", founded = "2026-01-31", revenue = "10.50", contactedAt = "2026-01-01T00:00:00+08:00", callTime = "PT1M" }, rest = new[] { new { name = "y" } } }));
        JsonElement data = body.GetProperty("data");
        Assert.Equal($$"""{"record":{"name":"written"},"again":{"id":"{{id}}"},"warnings":[{"code":"ODD_NAME","field":"name","__typename":"Problem"}],"pendingApproval":null,"__typename":"AccountPayload"}""", data.GetProperty("made").GetRawText());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("deleteAccount").ValueKind);
        Assert.Equal("""{"records":[{"name":"written"}],"failures":[{"index":1,"code":"DUPLICATE","problems":[{"field":"email"}]}],"affected":1}""", data.GetProperty("createAccounts").GetRawText());
        JsonElement error = body.GetProperty("errors")[0];
        Assert.Equal("CONFLICT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("deleteAccount", error.GetProperty("path")[0].GetString());
        Assert.Equal("STALE", error.GetProperty("extensions").GetProperty("problems")[0].GetProperty("code").GetString());

        PlannedMutation[] seen = [.. server.Writer.Seen.TakeLast(4)];
        Assert.Equal([MutationKind.Create, MutationKind.Delete, MutationKind.CreateMany, MutationKind.UpdateMany], seen.Select(m => m.Kind));
        var input = (IReadOnlyDictionary<string, object?>)seen[0].Arguments["input"]!;
        Assert.Equal(("2026-01-31", 10.50m, "2025-12-31T16:00:00.000000Z", "PT60S"), ((string)input["founded"]!, (decimal)input["revenue"]!, (string)input["contactedAt"]!, (string)input["callTime"]!));
        Assert.Equal(3, seen[1].Arguments["ifVersion"]);
        Assert.Equal(false, seen[2].Arguments["allOrNone"]);
        Assert.NotNull(seen[3].Targets);
        Assert.True(((IReadOnlyDictionary<string, object?>)seen[3].Arguments["input"]!).ContainsKey("employees"));
        await server.Data.ExecuteAsync($"truncate {ReadingFixture.Tenant}.account");
    }

    [Fact]
    public async Task Encrypted_fields_are_read_and_no_text_passes_for_one()
    {
        Guid id = Guid.CreateVersion7();
        byte[] stored = server.Cipher.Encrypt("DE \"12\" 光", new CipherPlace(Guid.Empty, "Account", "taxNumber", id));
        await server.Data.InsertAsync("account", id, "name, tax_number", $"|Account|taxNumber|{id}|{Convert.ToHexStringLower(stored)}", stored);
        Guid blank = await server.Data.InsertAsync("account", null, "name", "blank");
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync(
            "query($a: ID!, $b: ID!) { a: account(id: $a) { name taxNumber } b: account(id: $b) { taxNumber } }", new { a = id, b = blank }));
        JsonElement data = body.GetProperty("data");
        Assert.Equal("DE \"12\" 光", data.GetProperty("a").GetProperty("taxNumber").GetString());
        Assert.StartsWith("|Account|", data.GetProperty("a").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("b").GetProperty("taxNumber").ValueKind);
        Assert.Equal("BAD_USER_INPUT", Code(await GraphQLServer.JsonAsync(await server.PostAsync("{ accounts(filter: {taxNumber: {eq: \"x\"}}) { totalCount } }"))));
        await server.Data.ExecuteAsync($"truncate {ReadingFixture.Tenant}.account");
    }

    [Fact]
    public async Task A_role_sees_only_the_mutations_that_it_may_do()
    {
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync("{ __schema { mutationType { fields { name } } } }", role: "seller"));
        string fields = body.GetProperty("data").GetRawText();
        Assert.Contains("createAccount", fields, StringComparison.Ordinal);
        Assert.DoesNotContain("deleteAccount", fields, StringComparison.Ordinal);
        Assert.DoesNotContain("purge", fields, StringComparison.Ordinal);
    }

    private static string? Code(JsonElement body) => body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private static string? Reason(JsonElement body) => body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();
}
