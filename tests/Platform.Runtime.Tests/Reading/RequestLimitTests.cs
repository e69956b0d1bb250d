using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Execution;
using Platform.Metadata.Permissions;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>What a request may cost, and what becomes of one that nobody waits for.</summary>
public sealed class RequestLimitTests(GraphQLServer server) : IClassFixture<GraphQLServer>
{
    private const string Nested = "query($n: Int) { accounts(first: $n) { nodes { id contacts(first: 2) { nodes { id } } } } }";

    [Theory]
    [InlineData(Nested, 20, 0, "")] // 1 + 20 × (1 + id + (1 + 2 × 2))
    [InlineData(Nested, 2_000, 0, "PAGE_TOO_LARGE")]
    [InlineData("{ accounts { nodes { id } } }", 0, 101, "")]
    [InlineData("{ accounts { nodes { ...f } } } fragment f on Account { id a: id b: id }", 0, 201, "")]
    public async Task The_cost_is_that_of_the_values_given(string query, int n, int cost, string reason)
    {
        JsonElement body = await AskAsync(query, n);
        if (reason.Length > 0) Assert.Equal(reason, Reason(body));
        else Assert.Equal(cost > 0 ? cost : 1 + (n * 7), body.GetProperty("extensions").GetProperty("cost").GetDouble());
    }

    [Fact]
    public async Task Writing_costs_a_record_each_whatever_the_answer_has()
    {
        string inputs = string.Join(',', Enumerable.Range(0, 20).Select(i => $"{{name: \"c{i}\"}}"));
        JsonElement many = await AskAsync($"mutation {{ createAccounts(inputs: [{inputs}]) {{ affected }} }}", 0);
        Assert.Equal(20, many.GetProperty("extensions").GetProperty("cost").GetInt32());
        string updates = string.Join(' ', Enumerable.Range(0, 11).Select(i => $"u{i}: updateAccounts(filter: {{name: {{eq: \"none\"}}}}, input: {{name: \"x\"}}) {{ affected }}"));
        Assert.Equal("QUERY_TOO_COSTLY", Reason(await AskAsync($"mutation {{ {updates} }}", 0)));
    }

    [Fact]
    public async Task The_cost_is_told_to_whoever_asks_and_to_nobody_else()
    {
        JsonElement told = await AskAsync(Nested, 3);
        Assert.Equal("""{"cost":22,"limit":100000}""", told.GetProperty("extensions").GetRawText());
        Assert.Equal(JsonValueKind.Array, told.GetProperty("data").GetProperty("accounts").GetProperty("nodes").ValueKind);
        JsonElement computed = await AskAsync("{ __typename }", 0);
        Assert.Equal(("Query", 1), (computed.GetProperty("data").GetProperty("__typename").GetString(), computed.GetProperty("extensions").GetProperty("cost").GetInt32()));
        Guid id = await server.Data.InsertAsync("account", null, "name", "told");
        JsonElement written = await AskAsync($"mutation {{ updateAccount(id: \"{id}\", input: {{name: \"x\"}}) {{ record {{ id name }} }} }}", 0);
        Assert.Equal(4, written.GetProperty("extensions").GetProperty("cost").GetInt32());
        Assert.True(written.TryGetProperty("data", out _));
        Assert.False((await GraphQLServer.JsonAsync(await server.PostAsync("{ accounts { totalCount } }"))).TryGetProperty("extensions", out _));
    }

    [Fact]
    public async Task A_mutation_whose_payload_is_too_dear_writes_nothing()
    {
        server.Writer.Seen.Clear();
        string inputs = string.Join(',', Enumerable.Range(0, 20).Select(i => $"{{name: \"n{i}\"}}"));
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync(
            $"mutation {{ createAccounts(inputs: [{inputs}]) {{ records {{ contacts(first: 1000) {{ nodes {{ id lastName createdAt updatedAt version }} }} }} }} }}"));
        Assert.Equal("QUERY_TOO_COSTLY", Reason(body));
        Assert.Empty(server.Writer.Seen);
    }

    [Theory]
    [InlineData("{ accounts(first: 6) { nodes { id } } }", "PAGE_TOO_LARGE")]
    [InlineData("{ contacts(first: 5) { nodes { account { parent { id } } } } }", "QUERY_TOO_DEEP")]
    [InlineData("{ a: accounts { nodes { id name active version } } b: accounts(first: 5) { nodes { contacts(first: 5) { nodes { id lastName version createdAt updatedAt deletedAt } } } } }", "QUERY_TOO_COSTLY")]
    [InlineData("{ __schema { queryType { name } } }", null)]
    [InlineData("{ __type(name: \"Account\") { name } }", null)]
    public async Task A_role_may_ask_for_less(string query, string? reason)
    {
        JsonElement refused = await GraphQLServer.JsonAsync(await server.PostAsync(query, role: "portal"));
        Assert.False(refused.TryGetProperty("data", out _));
        if (reason is not null) Assert.Equal(reason, Reason(refused));
        JsonElement allowed = await GraphQLServer.JsonAsync(await server.PostAsync(query, role: "portal,manager"));
        Assert.True(allowed.TryGetProperty("data", out _), allowed.GetRawText());
    }

    [Fact]
    public async Task A_list_without_a_size_is_no_longer_than_the_role_allows_and_names_are_not_suggested()
    {
        for (int i = 0; i < 7; i++) await server.Data.InsertAsync("account", null, "name", "many");
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync("{ accounts(filter: {name: {eq: \"many\"}}) { nodes { id } totalCount } }", role: "portal"));
        Assert.Equal(5, body.GetProperty("data").GetProperty("accounts").GetProperty("nodes").GetArrayLength());
        JsonElement unknown = await GraphQLServer.JsonAsync(await server.PostAsync("{ accountz { totalCount } }", role: "portal"));
        Assert.DoesNotContain("Did you mean", unknown.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_would_be_too_large_is_refused_and_the_next_one_works()
    {
        string notes = new('n', 600_000);
        Guid[] ids = [await server.Data.InsertAsync("account", null, "name, notes", "large", notes), await server.Data.InsertAsync("account", null, "name, notes", "large", notes)];
        const string Query = "query($ids: [ID!]) { accounts(filter: {id: {in: $ids}}) { nodes { notes } } }";
        JsonElement body = await GraphQLServer.JsonAsync(await server.PostAsync(Query, new { ids }));
        Assert.Equal("RESPONSE_TOO_LARGE", Reason(body));
        JsonElement one = await GraphQLServer.JsonAsync(await server.PostAsync(Query, new { ids = ids[..1] }));
        Assert.Equal(notes, one.GetProperty("data").GetProperty("accounts").GetProperty("nodes")[0].GetProperty("notes").GetString());
    }

    [Fact]
    public async Task A_statement_that_nobody_waits_for_any_more_is_stopped()
    {
        RecordsService records = new(
            server.Data.Connections, server.Writer, server.Service<EncryptedValues>(), server.Service<CursorKeys>(), server.Service<TeamReach>(),
            new ReadingOptions { StatementTimeout = TimeSpan.FromHours(1) }, TimeProvider.System);
        RecordCaller caller = new(
            Guid.Empty, ReadingFixture.Tenant, ReadingFixture.Model, PermissionCompiler.Compile(ReadingFixture.Model, ["manager"]), GraphQLServer.User)
        { TenantTimeZone = "UTC" };
        await using NpgsqlConnection holder = await server.Data.Source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await using (NpgsqlCommand block = new($"lock table {ReadingFixture.Tenant}.visit in access exclusive mode", holder)) await block.ExecuteNonQueryAsync();
        using CancellationTokenSource client = new();
        Task request = records.ExecuteAsync(
            new GraphQLRequest { Query = "{ visits { totalCount } }" }, caller, _ => new((RecordCaller?)null), false, _ => Stream.Null, client.Token);
        await BlockedStatements.AwaitOneAsync(holder, TestContext.Current.CancellationToken);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.HoldsAsync(
            async () =>
            {
                await using NpgsqlCommand waiting = new("select pg_stat_clear_snapshot(); select count(*) from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))", holder);
                await using NpgsqlDataReader reader = await waiting.ExecuteReaderAsync();
                return await reader.NextResultAsync() && await reader.ReadAsync() && reader.GetInt64(0) == 0;
            },
            "the statement still waits for the lock");
    }

    private static string? Reason(JsonElement body) => body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString();

    private async Task<JsonElement> AskAsync(string query, int n) => await GraphQLServer.JsonAsync(
        await server.SendAsync(JsonSerializer.Serialize(new { query, variables = new { n }, extensions = new { cost = true } })));
}
