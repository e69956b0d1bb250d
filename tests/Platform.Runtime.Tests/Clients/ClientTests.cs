using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Clients;

/// <summary>Clients that others made, run by Node against the host.</summary>
public sealed class ClientTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Apollo_Client_reads_writes_caches_and_persists()
    {
        JsonElement result = await RunAsync("apollo.mjs");
        Assert.Equal("Apollo", Text(result, "created"));
        Assert.Equal(["Apollo"], Texts(result, "listed"));
        Assert.Equal(["Apollo 2"], Texts(result, "cached"));
        Assert.Equal("BAD_USER_INPUT", Text(result, "refused"));
        JsonElement[] requests = [.. result.GetProperty("requests").EnumerateArray()];
        // By hash alone; not known yet, so with the document; by hash alone again, and known.
        Assert.Equal(["GET False", "POST True", "GET False"], requests.Select(r => $"{Text(r, "method")} {r.GetProperty("hasQuery").GetBoolean()}"));
        Assert.Equal(2, result.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32()).Count(c => c >= 1));
    }

    [Fact]
    public async Task Urql_reads_writes_and_subscribes()
    {
        JsonElement result = await RunAsync("urql.mjs");
        Assert.Equal(("urql", "BAD_USER_INPUT", "CREATED"), (Text(result, "created"), Text(result, "refused"), Text(result, "event")));
        Assert.True(result.GetProperty("listed").GetBoolean());
    }

    [Fact]
    public async Task The_client_of_graphql_sse_hears_changes_errors_and_answers()
    {
        JsonElement result = await RunAsync("sse.mjs");
        Assert.Equal(["CREATED", "UPDATED", "DELETED"], Texts(result, "kinds"));
        Assert.Equal(("SYNTAX", "Query"), (Text(result, "syntax"), Text(result, "query")));
    }

    [Fact]
    public async Task GraphQL_Code_Generator_makes_types_that_compile()
    {
        JsonElement result = await RunAsync("codegen.mjs");
        Assert.Empty(Texts(result, "problems"));
        Assert.Empty(Texts(result, "errors"));
        Assert.True(result.GetProperty("hasQuery").GetBoolean());
        Assert.True(result.GetProperty("types").GetInt32() > 100);
    }

    [Fact]
    public async Task Ra_data_graphql_lists_and_writes()
    {
        JsonElement result = await RunAsync("radata.mjs");
        Assert.Equal(["ra two"], Texts(result, "list"));
        Assert.Equal(2, result.GetProperty("total").GetInt32());
        Assert.Equal(("ra three", "ra three"), (Text(result, "updated"), Text(result, "one")));
        Assert.True(result.GetProperty("deleted").GetBoolean());
    }

    private async Task<JsonElement> RunAsync(string script)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        return await NodeProgram.RunAsync(script, new Uri(host.Address, "/graphql").ToString(), client.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement value, string name) => value.GetProperty(name).EnumerateArray().Select(v => v.GetString()!);
}
