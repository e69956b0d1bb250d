using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>The pipeline as clients meet it: on published tables, through <c>/graphql</c>.</summary>
public sealed class GraphQLWritingTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Records_are_created_changed_deleted_and_restored()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement created = await DataAsync(client, """
            mutation { createDepartments(inputs: [{name: " Sales "}, {name: "Support"}]) { records { id name version createdBy { name } } failures { index } } }
            """);
        JsonElement[] records = [.. created.GetProperty("createDepartments").GetProperty("records").EnumerateArray()];
        Assert.Equal(["Sales", "Support"], records.Select(r => r.GetProperty("name").GetString()!));
        string parent = records[0].GetProperty("id").GetString()!, child = records[1].GetProperty("id").GetString()!;

        JsonElement updated = await DataAsync(client, $$"""
            mutation { updateDepartment(id: "{{child}}", input: {parent: "{{parent}}"}, ifVersion: 1) { record { version parent { name } } warnings { code } } }
            """);
        Assert.Equal("Sales", updated.GetProperty("updateDepartment").GetProperty("record").GetProperty("parent").GetProperty("name").GetString());

        Assert.Equal(("CONFLICT", "VERSION_CONFLICT"), await ErrorAsync(client, $$"""mutation { updateDepartment(id: "{{child}}", input: {name: "X"}, ifVersion: 1) { record { id } } }"""));
        Assert.Equal(("VALIDATION_FAILED", "STILL_REFERENCED"), await ErrorAsync(client, $$"""mutation { deleteDepartment(id: "{{parent}}") { record { id } } }"""));
        await DataAsync(client, $$"""mutation { deleteDepartment(id: "{{child}}") { record { id } } }""");
        await DataAsync(client, $$"""mutation { restoreDepartment(id: "{{child}}") { record { id version } } }""");
        JsonElement history = await DataAsync(client, $$"""{ historyEntries(filter: {record: {eq: "{{child}}"} }, orderBy: [{at: ASC}]) { nodes { kind field newValue } } }""");
        Assert.Equal(
            ["create", "update", "delete", "restore"],
            history.GetProperty("historyEntries").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task Unique_values_and_links_are_kept_on_published_tables()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement me = await DataAsync(client, "{ users(first: 1) { nodes { id } } }");
        string user = me.GetProperty("users").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        JsonElement team = await DataAsync(client, $$"""mutation { createTeam(input: {name: "North", members: {set: ["{{user}}"] } }) { record { id members { nodes { id } } } } }""");
        Assert.Equal(user, team.GetProperty("createTeam").GetProperty("record").GetProperty("members").GetProperty("nodes")[0].GetProperty("id").GetString());
        Assert.Equal(("DUPLICATE", "DUPLICATE_VALUE"), await ErrorAsync(client, """mutation { createTeam(input: {name: "NORTH"}) { record { id } } }"""));
        JsonElement upserted = await DataAsync(client, """mutation { upsertTeams(by: name, inputs: [{name: "north"}, {name: "South"}]) { records { name version } affected } }""");
        Assert.Equal(["north", "South"], upserted.GetProperty("upsertTeams").GetProperty("records").EnumerateArray().Select(r => r.GetProperty("name").GetString()!));
        Assert.Equal(("VALIDATION_FAILED", "REQUIRED"), await ErrorAsync(client, """mutation { createTeam(input: {name: " "}) { record { id } } }"""));
    }

    [Fact]
    public async Task Of_many_those_refused_are_named_by_their_place_and_the_others_are_written()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        const string Outcome = "records { name } failures { index code message problems { index field code } } affected";
        JsonElement created = await DataAsync(client, $"mutation {{ many: createTeams(inputs: [{{name: \"Part A\"}}, {{name: \" \"}}, {{name: \"Part B\"}}, {{name: \"PART a\"}}], allOrNone: false) {{ {Outcome} }} }}");
        AssertParts(created, ["Part A", null, "Part B", null], "1 VALIDATION_FAILED name REQUIRED, 3 DUPLICATE name DUPLICATE_INPUT");

        JsonElement teams = await DataAsync(client, """{ teams(filter: {name: {startsWith: "Part"}}, orderBy: [{name: ASC}]) { nodes { id } } }""");
        string[] ids = [.. teams.GetProperty("teams").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!)];
        string none = Guid.CreateVersion7().ToString();
        JsonElement updated = await DataAsync(client, $$"""mutation { many: updateTeams(changes: [{id: "{{none}}", input: {name: "X"} }, {id: "{{ids[0]}}", input: {name: "Part C"} }, {id: "{{ids[1]}}", input: {name: "Y"}, ifVersion: 9}], allOrNone: false) { {{Outcome}} } }""");
        AssertParts(updated, [null, "Part C", null], "0 NOT_FOUND  RECORD_NOT_FOUND, 2 CONFLICT  VERSION_CONFLICT");

        JsonElement upserted = await DataAsync(client, $"mutation {{ many: upsertTeams(by: name, inputs: [{{name: \"part c\"}}, {{}}, {{name: \"Part D\"}}], allOrNone: false) {{ {Outcome} }} }}");
        AssertParts(upserted, ["part c", null, "Part D"], "1 VALIDATION_FAILED name KEY_MISSING");

        JsonElement deleted = await DataAsync(client, $$"""mutation { many: deleteTeams(ids: ["{{ids[0]}}", "{{none}}", "{{ids[1]}}"], allOrNone: false) { failures { index code message problems { index field code } } affected } }""");
        AssertParts(deleted, null, "1 NOT_FOUND  RECORD_NOT_FOUND");
        Assert.Equal(2, deleted.GetProperty("many").GetProperty("affected").GetInt32());

        // Without it one that is refused refuses all, and says which.
        JsonElement whole = (await PostAsync(client, """mutation { createTeams(inputs: [{name: "Part E"}, {name: " "}]) { affected } }""")).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(1, whole.GetProperty("problems")[0].GetProperty("index").GetInt32());
        Assert.Equal("""{"teams":{"totalCount":0}}""", (await DataAsync(client, """{ teams(filter: {name: {eq: "Part E"}}) { totalCount } }""")).GetRawText());
    }

    private static void AssertParts(JsonElement data, string?[]? names, string failures)
    {
        JsonElement many = data.GetProperty("many");
        if (names is not null)
        {
            Assert.Equal(names, many.GetProperty("records").EnumerateArray().Select(r => r.ValueKind == JsonValueKind.Null ? null : r.GetProperty("name").GetString()));
            Assert.Equal(names.Count(n => n is not null), many.GetProperty("affected").GetInt32());
        }

        Assert.Equal(failures, string.Join(", ", many.GetProperty("failures").EnumerateArray().Select(f =>
        {
            JsonElement problem = f.GetProperty("problems")[0];
            Assert.Equal(f.GetProperty("index").GetInt32(), problem.GetProperty("index").GetInt32());
            Assert.NotEqual("", f.GetProperty("message").GetString());
            return $"{f.GetProperty("index")} {f.GetProperty("code").GetString()} {problem.GetProperty("field").GetString()} {problem.GetProperty("code").GetString()}";
        })));
    }

    [Fact]
    public async Task What_a_mutation_selects_is_read_before_its_write_is_committed()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using HttpClient client = await host.CreateSignedInClientAsync();
        await using NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync(cancellation);
        string schema = await ScalarAsync<string>(holder, "select relnamespace::regnamespace::text from pg_class where relname = 'team__members'");
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand hold = new($"lock table {schema}.team__members in access exclusive mode", holder)) await hold.ExecuteNonQueryAsync(cancellation);
        Task<JsonElement> mutation = DataAsync(client, """mutation { createTeam(input: {name: "Written"}) { record { name members { totalCount } } } }""");
        await BlockedStatements.AwaitOneAsync(holder, cancellation);
        Assert.Equal(0, await ScalarAsync<long>(holder, $"select count(*) from {schema}.team where name = 'Written'"));
        await transaction.RollbackAsync(cancellation);
        Assert.Equal("""{"createTeam":{"record":{"name":"Written","members":{"totalCount":0}}}}""", (await mutation).GetRawText());
        Assert.Equal(1, await ScalarAsync<long>(holder, $"select count(*) from {schema}.team where name = 'Written'"));
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<JsonElement> DataAsync(HttpClient client, string query)
    {
        JsonElement body = await PostAsync(client, query);
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data");
    }

    private static async Task<(string Category, string Code)> ErrorAsync(HttpClient client, string query)
    {
        JsonElement extensions = (await PostAsync(client, query)).GetProperty("errors")[0].GetProperty("extensions");
        return (extensions.GetProperty("code").GetString()!, extensions.GetProperty("problems")[0].GetProperty("code").GetString()!);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string query)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
