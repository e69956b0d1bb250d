using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks through the HTTP interface of a whole host: published, run, refused.</summary>
public sealed class HookHostTests(TestHost host) : IClassFixture<TestHost>
{
    private const string Deal =
        """{"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"amount","label":"Amount","type":"decimal"}]}""";

    [Fact]
    public async Task A_published_hook_runs_with_the_next_request_and_its_refusals_reach_the_form()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await AskAsync(client, "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new
        {
            e = new[] { Put(Deal), Put(Hook("export default ({ records, error }) => { for (const r of records) { r.amount = 5; if (r.title === 'bad') error(r, 'title', 'Not this.'); } };")) },
        });
        const string Create = "mutation($t: String) { createDeal(input: { title: $t }) { record { amount } } }";
        JsonElement made = await AskAsync(client, "/graphql", Create, new { t = "good" });
        string amount = made.GetProperty("data").GetProperty("createDeal").GetProperty("record").GetProperty("amount").GetString()!;
        Assert.Equal(5m, decimal.Parse(amount, CultureInfo.InvariantCulture));

        JsonElement refused = await AskAsync(client, "/graphql", Create, new { t = "bad" });
        JsonElement problem = refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0];
        Assert.Equal(("title", "HOOK_REFUSED", "Not this."), (problem.GetProperty("field").GetString(), problem.GetProperty("code").GetString(), problem.GetProperty("message").GetString()));

        JsonElement broken = await AskAsync(
            client, "/metadata", "mutation($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }", new { e = new[] { Put(Hook("export default () => { let = ; };")) } });
        Assert.Contains("errors", broken.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task An_author_is_told_findings_and_names_while_writing()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        const string Source = "export default ({ records }: HookContext<'Trial'>) => {\n  for (const trial of records) trial.\n};";
        JsonElement hook = JsonSerializer.Deserialize<JsonElement>(
            $$"""{"kind":"hook","name":"trial","label":"Trial","object":"Trial","on":["beforeInsert"],"source":"trial.ts","modules":[{"path":"trial.ts","source":{{JsonSerializer.Serialize(Source)}}}]}""");
        JsonElement names = await AskAsync(
            client, "/metadata", "query($h: JSON!, $p: Int!, $e: [DocumentEdit!]!) { completeHook(hook: $h, path: \"trial.ts\", position: $p, edits: $e) { name kind } checkHook(hook: $h, edits: $e) { code line column pointer } }",
            new { h = hook, p = Source.IndexOf("trial.\n", StringComparison.Ordinal) + 6, e = new[] { Put(Deal.Replace("\"Deal\"", "\"Trial\"", StringComparison.Ordinal)) } });
        Assert.Contains("amount", names.GetProperty("data").GetProperty("completeHook").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        JsonElement finding = names.GetProperty("data").GetProperty("checkHook")[0];
        Assert.Equal(("DOC521", 3, "/modules/0/source"), (finding.GetProperty("code").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("pointer").GetString()));
    }

    private static object Put(string document) => new { put = JsonSerializer.Deserialize<JsonElement>(document) };

    private static string Hook(string source) =>
        $$"""{"kind":"hook","name":"checks","label":"Checks","object":"Deal","on":["beforeInsert"],"source":"checks.js","modules":[{"path":"checks.js","source":{{JsonSerializer.Serialize(source)}}}]}""";

    private static async Task<JsonElement> AskAsync(HttpClient client, string path, string query, object variables)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, new { query, variables }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
