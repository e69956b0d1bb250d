using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Hooks;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>A client of a whole host, with short ways to publish hooks and to write records.</summary>
/// <param name="host">The host.</param>
/// <param name="client">Signed in as the administrator.</param>
internal sealed class HookedHost(TestHost host, HttpClient client) : IDisposable
{
    public TestHost Host => host;

    /// <summary>A client, once the objects that the tests write are there.</summary>
    public static async Task<HookedHost> OpenAsync(TestHost host)
    {
        HookedHost hooked = new(host, await host.CreateSignedInClientAsync());
        foreach (string name in (string[])["Deal", "Trace"])
        {
            await hooked.PublishAsync(
                $$"""{"kind":"object","name":"{{name}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","fields":[{"name":"title","label":"Title","type":"text","maxLength":1000},{"name":"amount","label":"Amount","type":"decimal"}]}""");
        }

        return hooked;
    }

    /// <summary>A new member of the tenant with one role.</summary>
    public async Task<HookedHost> OfMemberAsync(string email, string role)
    {
        const string Password = "correct horse battery";
        Guid tenant = await host.Database.DataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = 'default'").ExecuteScalarAsync() is Guid id ? id : Guid.Empty;
        await host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(tenant, new NewMember(email, role, Password, [role]), TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<MemberRecords>().EnsureAsync(tenant, TestContext.Current.CancellationToken);
        return new HookedHost(host, await host.CreateSignedInClientAsync(email, Password));
    }

    /// <summary>The administrator as who writes records, on the model as it is now.</summary>
    public async Task<RecordCaller> CallerAsync()
    {
        await using NpgsqlCommand find = host.Database.DataSource.CreateCommand("SELECT tenant_id, user_id FROM platform.memberships WHERE 'administrator' = ANY (roles)");
        await using NpgsqlDataReader row = await find.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        TenantState? state = await host.Services.GetRequiredService<TenantModels>().RefreshAsync(row.GetGuid(0), TestContext.Current.CancellationToken);
        return (await host.Services.GetRequiredService<HookCallers>().FindAsync(state!, row.GetGuid(1), TestContext.Current.CancellationToken))!;
    }

    /// <summary>Publishes a hook of Deal whose source is the body of a handler; a hook of that name goes.</summary>
    public Task HookAsync(string name, string[] on, string body, string more = "", params string[] accept) => PublishAsync(
        $$"""
        {"kind":"hook","name":"{{name}}","label":"{{name}}","object":"Deal","on":{{JsonSerializer.Serialize(on)}},"source":"{{name}}.js","access":[{"object":"Trace","read":true,"write":true},{"object":"Deal","read":true,"write":true},{"object":"User","read":true}]{{more}},
         "modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async (context) => {{ const {{ records, old, changed, db, log, key, event, user, http, secrets, crypto, input }} = context; {body} }};")}}}]}
        """, accept);

    public async Task RemoveAsync(string name, string kind = "hook") => Succeeded(await AskAsync(
        "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = new[] { new { remove = new { kind, name } } } }));

    public async Task PublishAsync(string document, params string[] accept) => Succeeded(await TryPublishAsync(document, accept));

    public Task<JsonElement> TryPublishAsync(string document, params string[] accept) => AskAsync(
        "/metadata", "mutation($e: [DocumentEdit!]!, $a: [String!]) { apply(edits: $e, accept: $a) { revision } }",
        new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(document) } }, a = accept });

    public async Task<string> CreateDealAsync(string title, decimal? amount = null)
    {
        JsonElement made = Succeeded(await AskAsync("/graphql", "mutation($i: DealCreate!) { createDeal(input: $i) { record { id } } }", new { i = new { title, amount } }));
        return made.GetProperty("createDeal").GetProperty("record").GetProperty("id").GetString()!;
    }

    public async Task UpdateDealAsync(string id, string title) =>
        Succeeded(await AskAsync("/graphql", "mutation($id: ID!, $i: DealUpdate!) { updateDeal(id: $id, input: $i) { record { id } } }", new { id, i = new { title } }));

    /// <summary>Titles of the records of Trace that begin so, in the order in which they were made.</summary>
    public async Task<string[]> TracesAsync(string beginning)
    {
        JsonElement data = Succeeded(await AskAsync(
            "/graphql", "query($b: String) { traces(filter: { title: { startsWith: $b } }, orderBy: [{ createdAt: ASC }], first: 200) { nodes { title } } }", new { b = beginning }));
        return [.. data.GetProperty("traces").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("title").GetString()!)];
    }

    /// <summary>Waits until so many traces are there.</summary>
    public async Task<string[]> TracesAsync(string beginning, int count)
    {
        string[] traces = [];
        await Eventually.HoldsAsync(async () => (traces = await TracesAsync(beginning)).Length >= count, $"{count} traces of {beginning}");
        return traces;
    }

    public async Task<JsonElement> AskAsync(string path, string query, object? variables = null)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, new { query, variables }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public static JsonElement Succeeded(JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return answer.GetProperty("data");
    }

    public void Dispose() => client.Dispose();
}
