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
