using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Hosting;
using Platform.Runtime.Identity;
using Platform.Runtime.Operations;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Operations;

/// <summary>Documents that are named instead of sent, over real HTTP.</summary>
public sealed class PersistedOperationTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Query = "{ departments { totalCount } }";

    [Fact]
    public async Task A_document_sent_once_with_its_hash_is_known_by_it_from_then_on()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        const string Document = "query Automatic { departments { totalCount } }";
        Assert.Equal(("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"), await ErrorAsync(client, Named(Document)));
        Assert.False((await PostAsync(client, Named(Document, Document))).TryGetProperty("errors", out _));
        Assert.True((await PostAsync(client, Named(Document))).TryGetProperty("data", out _));
        string address = $"/graphql?extensions={Uri.EscapeDataString(JsonSerializer.Serialize(Named(Document)["extensions"]))}";
        Assert.Contains("totalCount", await client.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_that_is_another_or_none_is_refused_and_nothing_is_kept()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        Assert.Equal("PERSISTED_QUERY_HASH_DIFFERS", (await ErrorAsync(client, Named("another", Query))).Reason);
        foreach (object persisted in new object[] { "x", new { version = 2, sha256Hash = Hash(Query) }, new { version = 1, sha256Hash = "abc" }, new { version = 1 } })
            Assert.Equal("PERSISTED_QUERY_MALFORMED", (await ErrorAsync(client, new() { ["extensions"] = new { persistedQuery = persisted } })).Reason);

        const string Invalid = "{ nonsense }";
        await ErrorAsync(client, Named(Invalid, Invalid));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await ErrorAsync(client, Named(Invalid))).Reason);
    }

    [Fact]
    public async Task A_mutation_by_hash_is_no_less_a_mutation()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        const string Document = "mutation { createDepartment(input: {name: \"by hash\"}) { record { id } } }";
        await PostAsync(client, Named(Document, Document));
        using HttpResponseMessage get = await client.GetAsync($"/graphql?extensions={Uri.EscapeDataString(JsonSerializer.Serialize(Named(Document)["extensions"]))}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Fact]
    public async Task Registered_documents_are_served_by_id_and_hash_on_every_node_and_can_be_the_only_ones()
    {
        Guid tenant = await TenantAsync();
        OperationRegistrar registrar = host.Services.GetRequiredService<OperationRegistrar>();
        await using RunningHost second = await host.StartSecondNodeAsync();
        string slug = Guid.NewGuid().ToString("N");
        string email = $"{slug}@example.com";
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(
            tenant, new NewMember(email, "Portal", "long enough password", ["portal"]), CancellationToken.None);
        using HttpClient admin = await host.CreateSignedInClientAsync();
        using HttpClient portal = await host.CreateSignedInClientAsync(email, "long enough password");
        using HttpClient portalThere = new() { BaseAddress = second.Address, DefaultRequestHeaders = { Authorization = portal.DefaultRequestHeaders.Authorization } };
        Dictionary<string, object?> byId = new() { ["documentId"] = "typename" }, own = new() { ["query"] = "{ __schema { queryType { name } } }" };
        Assert.Equal("DOCUMENT_UNKNOWN", (await ErrorAsync(portal, byId)).Reason);

        await registrar.RegisterAsync(tenant, OperationRegistrar.ReadManifest("""{"typename": "{ __typename }"}"""), CancellationToken.None);
        await registrar.RequireAsync(tenant, "portal", required: true, CancellationToken.None);
        foreach (HttpClient node in new[] { portal, portalThere })
        {
            await Eventually.HoldsAsync(async () => (await PostAsync(node, byId)).TryGetProperty("data", out _), "the document is not registered");
            Assert.True((await PostAsync(node, Named("{ __typename }"))).TryGetProperty("data", out _));
            Assert.True((await PostAsync(node, new() { ["query"] = "{ __typename }" })).TryGetProperty("data", out _));
            Assert.Equal("DOCUMENT_NOT_REGISTERED", (await ErrorAsync(node, own)).Reason);
            Assert.Equal("DOCUMENT_NOT_REGISTERED", (await ErrorAsync(node, Named((string)own["query"]!, (string)own["query"]!))).Reason);
            Assert.Contains("DOCUMENT_NOT_REGISTERED", await node.GetStringAsync($"/graphql?query={Uri.EscapeDataString((string)own["query"]!)}"), StringComparison.Ordinal);
            foreach (string streamed in new[] { (string)own["query"]!, "subscription { departmentChanged { id } }", "mutation { deleteDepartment(id: \"x\") { record { id } } }" })
            {
                await using EventReader stream = await EventReader.OpenAsync(node, streamed);
                Assert.Equal("DOCUMENT_NOT_REGISTERED", await stream.EndAsync());
            }
        }

        // Others send what they like, until it is asked of everybody.
        Assert.True((await PostAsync(admin, own)).TryGetProperty("data", out _));
        await registrar.RequireAsync(tenant, null, required: true, CancellationToken.None);
        await Eventually.HoldsAsync(async () => (await PostAsync(admin, own)).TryGetProperty("errors", out _), "anything may be sent");
        await registrar.RequireAsync(tenant, null, required: false, CancellationToken.None);
        await registrar.RequireAsync(tenant, "portal", required: false, CancellationToken.None);
        await Eventually.HoldsAsync(async () => (await PostAsync(portal, own)).TryGetProperty("data", out _), "only registered documents may be sent");
        await registrar.RemoveAsync(tenant, ["typename"], CancellationToken.None);
        await Eventually.HoldsAsync(async () => (await PostAsync(portal, byId)).TryGetProperty("errors", out _), "the document is registered");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\": 3}")]
    [InlineData("{\"a\": \"{\"}")]
    [InlineData("{\"\": \"{ a }\"}")]
    [InlineData("{\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\": \"{ a }\"}")]
    public void A_manifest_that_is_wrong_is_refused_whole(string manifest) =>
        Assert.Equal("OPERATIONS_INVALID", Assert.Throws<ProvisioningException>(() => OperationRegistrar.ReadManifest(manifest)).Code);

    [Fact]
    public void Automatic_documents_are_bounded_per_tenant_and_altogether()
    {
        AutomaticDocuments documents = new(maxPerTenant: 3, maxCharacters: 100);
        Guid one = Guid.NewGuid(), two = Guid.NewGuid();
        foreach (string hash in new[] { "a", "b", "c" }) documents.Keep(one, hash, hash);
        documents.Keep(two, "a", "other");
        documents.Find(one, "a");
        documents.Keep(one, "d", "d");
        Assert.Equal(("a", null, "c", "d", "other"), (documents.Find(one, "a"), documents.Find(one, "b"), documents.Find(one, "c"), documents.Find(one, "d"), documents.Find(two, "a")));
        for (int i = 0; i < 50; i++) documents.Keep(Guid.NewGuid(), "x", new string('x', 20));
        Assert.True(documents.Count <= 5);
        documents.Keep(one, "huge", new string('x', 60));
        Assert.Null(documents.Find(one, "huge"));
    }

    private static Dictionary<string, object?> Named(string hashed, string? query = null)
    {
        Dictionary<string, object?> request = new() { ["extensions"] = new { persistedQuery = new { version = 1, sha256Hash = Hash(hashed) } } };
        if (query is not null) request["query"] = query;
        return request;
    }

    private static string Hash(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    private static async Task<JsonElement> PostAsync(HttpClient client, Dictionary<string, object?> request)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<(string Message, string Reason)> ErrorAsync(HttpClient client, Dictionary<string, object?> request)
    {
        JsonElement error = (await PostAsync(client, request)).GetProperty("errors")[0];
        return (error.GetProperty("message").GetString()!, error.GetProperty("extensions").TryGetProperty("reason", out JsonElement reason) ? reason.GetString()! : "");
    }

    private async Task<Guid> TenantAsync()
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand("select id from platform.tenants where slug = 'default'");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }
}
