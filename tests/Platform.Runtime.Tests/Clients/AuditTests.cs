using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Clients;

/// <summary>The audits of graphql-http, which follow the draft "GraphQL over HTTP", against the host.</summary>
public sealed class AuditTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("/graphql", "ok")]
    // Takes POST alone, as the draft allows: what it leaves open is only noticed.
    [InlineData("/metadata", "ok notice")]
    public async Task Every_audit_of_GraphQL_over_HTTP_passes(string path, string allowed)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        JsonElement results = await NodeProgram.RunAsync("audit.mjs", new Uri(host.Address, path).ToString(), client.DefaultRequestHeaders.Authorization!.Parameter!);
        string[] failed = [.. results.EnumerateArray().Where(r => !allowed.Split(' ').Contains(r.GetProperty("status").GetString()))
            .Select(r => $"{r.GetProperty("id")} {r.GetProperty("name")}: {r.GetProperty("reason")}")];
        Assert.Empty(failed);
        Assert.True(results.GetArrayLength() >= 60, $"{results.GetArrayLength()} audits");
    }
}
