using System.Net.Http.Json;
using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Cli.Tests;

/// <summary>Back-tests and repeated runs of hooks of a package, from the command line.</summary>
public sealed class HookCommandTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private readonly Folder _folder = new();

    public async ValueTask InitializeAsync()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        File.WriteAllText(_folder.At("key"), client.DefaultRequestHeaders.Authorization!.Parameter);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_changed_hook_is_tried_over_earlier_saves_and_a_failed_run_is_repeated_with_the_source_on_disk()
    {
        string package = _folder.At("echo"), source = Path.Combine(package, "hooks", "echoTitles.js");
        await Folder.DoneAsync("app", "new", "echoVisits", "--namespace", "echo", "--directory", package);
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(
            Path.Combine(package, "hooks", "echoTitles.json"),
            """{ "kind": "hook", "name": "echoTitles", "label": { "en": "Titles" }, "object": "EchoVisit", "on": ["beforeInsert"], "source": "echoTitles.js" }""");
        File.WriteAllText(source, "export default ({ records }) => { for (const r of records) if (r.title === 'broken') r.missing.at(); };\n");
        await Folder.DoneAsync(Asking("app", "deploy", package, "--yes"));
        Assert.Null(await CreateAsync("fine"));
        string trace = (await CreateAsync("broken"))!;

        Assert.Contains("No hook changes", await Folder.DoneAsync(Asking("app", "plan", package, "--backtest")), StringComparison.Ordinal);
        (int exit, string output, _) = await Folder.RunAsync(Asking("hooks", "replay", trace));
        Assert.Equal(0, exit);
        Assert.Contains("It ends as it did.", output, StringComparison.Ordinal);
        Assert.Contains("echoTitles.js:1:", output, StringComparison.Ordinal);

        File.WriteAllText(source, "export default ({ records, error, log }) => {\n  for (const r of records) { log.info('at', r.title); if (r.title === 'fine') error(r, 'title', 'Not fine.'); }\n};\n");
        (exit, output, _) = await Folder.RunAsync(Asking("hooks", "replay", trace, "--package", package));
        Assert.Equal(1, exit);
        Assert.Contains("info  at broken", output, StringComparison.Ordinal);
        Assert.Contains("/failure:", output, StringComparison.Ordinal);
        output = await Folder.DoneAsync(Asking("app", "plan", package, "--backtest"));
        Assert.Contains("echoTitles beforeInsert: accepted → refused", output, StringComparison.Ordinal);
        Assert.Contains("after: title: Not fine.", output, StringComparison.Ordinal);
        Assert.Contains("1 saves tried, 1 come out differently.", output, StringComparison.Ordinal);

        (exit, _, string error) = await Folder.RunAsync(Asking("hooks", "replay", Guid.NewGuid().ToString()));
        Assert.Equal(1, exit);
        Assert.StartsWith("BAD_USER_INPUT: There is no such trace", error, StringComparison.Ordinal);
    }

    private string[] Asking(params string[] command) => [.. command, "--server", host.Address.ToString(), "--token-file", _folder.At("key")];

    /// <summary>Makes a record; the trace of the failure, or null.</summary>
    private async Task<string?> CreateAsync(string title)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        using HttpResponseMessage made = await client.PostAsJsonAsync(
            "/graphql", new { query = "mutation($t: String!) { createEchoVisit(input: { title: $t }) { record { id } } }", variables = new { t = title } }, TestContext.Current.CancellationToken);
        JsonElement answer = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.TryGetProperty("errors", out JsonElement errors) ? errors[0].GetProperty("extensions").GetProperty("traceId").GetString() : null;
    }
}
