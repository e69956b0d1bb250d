using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>
/// Requests under which the model moves: each waits at a first table, which the test has locked, while a deploy changes a second one that the request
/// comes to afterwards.
/// </summary>
public sealed class MovedModelTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_query_whose_column_was_converted_meanwhile_is_answered_on_the_new_model()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DeployAsync(Docs.Object("GateA"), Docs.Object("DealA", Docs.Field("size", "text")));
        await PostAsync(client, """mutation { createDealA(input: {title: "a", size: "7"}) { record { id } } }""");
        JsonElement answer = await AcrossAsync(
            "gate_a", () => PostAsync(client, """{ gateAs { totalCount } dealAs(filter: {title: {eq: "a"}}) { nodes { size } } }"""),
            Docs.Object("DealA", Docs.Field("size", "integer")));
        Assert.Equal("7", answer.GetProperty("data").GetProperty("dealAs").GetProperty("nodes")[0].GetProperty("size").ToString());
    }

    [Fact]
    public async Task A_query_for_a_field_that_went_meanwhile_is_told_that_there_is_none()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DeployAsync(Docs.Object("GateB"), Docs.Object("DealB", Docs.Field("note", "text")));
        JsonElement answer = await AcrossAsync("gate_b", () => PostAsync(client, "{ gateBs { totalCount } dealBs { nodes { title note } } }"), Docs.Object("DealB"));
        JsonElement error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("FieldsOnCorrectType", error.GetProperty("extensions").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_mutation_goes_on_on_the_new_model_without_repeating_what_was_done()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DeployAsync(Docs.Object("GateC"), Docs.Object("DealC", Docs.Field("day", "text")));
        JsonElement answer = await AcrossAsync(
            "gate_c",
            () => PostAsync(client, """
                mutation { createGateC(input: {title: "once"}) { record { title } } createDealC(input: {title: "d", day: "2026-01-05"}) { record { day } } }
                """),
            Docs.Object("DealC", Docs.Field("day", "date")));
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        Assert.Equal("2026-01-05", answer.GetProperty("data").GetProperty("createDealC").GetProperty("record").GetProperty("day").GetString());
        Assert.Equal(1, await CountAsync(client, "gateCs"));
        Assert.Equal(1, await CountAsync(client, "dealCs"));
    }

    [Fact]
    public async Task A_mutation_that_no_longer_fits_is_told_so_beside_what_was_done()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await DeployAsync(Docs.Object("GateD"), Docs.Object("DealD", Docs.Field("note", "text")));
        JsonElement answer = await AcrossAsync(
            "gate_d",
            () => PostAsync(client, """mutation { createGateD(input: {title: "done"}) { record { title } } createDealD(input: {title: "d", note: "n"}) { record { title } } }"""),
            Docs.Object("DealD"));
        Assert.Equal("done", answer.GetProperty("data").GetProperty("createGateD").GetProperty("record").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").GetProperty("createDealD").ValueKind);
        JsonElement error = Assert.Single(answer.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
        Assert.Equal(("CONFLICT", "MODEL_CHANGED"), (error.GetProperty("code").GetString(), error.GetProperty("reason").GetString()));
        Assert.Equal((1, 0), (await CountAsync(client, "gateDs"), await CountAsync(client, "dealDs")));
    }

    // Sends a request that waits for the locked table, deploys, and lets the request go on.
    private async Task<JsonElement> AcrossAsync(string gate, Func<Task<JsonElement>> request, params string[] documents)
    {
        await using NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction holding = await holder.BeginTransactionAsync();
        await using (NpgsqlCommand take = new($"LOCK TABLE t_default.{gate} IN ACCESS EXCLUSIVE MODE", holder)) await take.ExecuteNonQueryAsync();
        Task<JsonElement> sent = request();
        await Eventually.HoldsAsync(
            async () =>
            {
                await using NpgsqlCommand waiting = host.Database.DataSource.CreateCommand(
                    $"SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 't_default.{gate}'::regclass AND NOT granted)");
                return (bool)(await waiting.ExecuteScalarAsync())!;
            },
            "the request waits for the table");
        await DeployAsync(documents);
        await holding.RollbackAsync();
        return await sent;
    }

    private async Task DeployAsync(params string[] documents)
    {
        await using NpgsqlCommand find = host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'");
        PublishOutcome outcome = await host.Services.GetRequiredService<Publisher>().ApplyAsync(
            new PublishRequest
            {
                TenantId = (Guid)(await find.ExecuteScalarAsync())!,
                Edits = [.. documents.Select(d => new PutDocument(d))],
                Accept = ["DATA_LOSS", "CANNOT_CONVERT"],
                Reason = "test",
            },
            CancellationToken.None);
        Assert.IsType<Published>(outcome);
    }

    private static async Task<int> CountAsync(HttpClient client, string field) =>
        (await PostAsync(client, $"{{ {field} {{ totalCount }} }}")).GetProperty("data").GetProperty(field).GetProperty("totalCount").GetInt32();

    private static async Task<JsonElement> PostAsync(HttpClient client, string query)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
