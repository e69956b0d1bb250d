using Platform.Testing;
using Xunit;

namespace Platform.Cli.Tests;

/// <summary>Commands against a running platform.</summary>
public sealed class ServerCommandTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
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
    public async Task A_package_is_planned_deployed_changed_and_taken_back()
    {
        string package = await NewPackageAsync("alpha");
        Assert.Contains("Create the object “Visit” (AlphaVisit)", await Folder.DoneAsync(Asking("plan", package)), StringComparison.Ordinal);

        (int exit, _, string error) = await Folder.RunAsync(Asking("deploy", package));
        Assert.Equal(1, exit);
        Assert.Contains("add --yes", error, StringComparison.Ordinal);
        Assert.Equal(1, (await Folder.RunAsync(Asking("diff", package))).Exit);

        string deployed = await Folder.DoneAsync(Asking("deploy", package, "--yes"));
        string before = deployed.Trim().Split(' ')[^1];
        Assert.Equal("No differences.", (await Folder.DoneAsync(Asking("diff", package))).Trim());
        Assert.StartsWith("Nothing changes", await Folder.DoneAsync(Asking("deploy", package, "--yes")), StringComparison.Ordinal);

        Folder.Edit(Path.Combine(package, "objects", "AlphaVisit.json"), "\"Notes\"", "\"Remarks\"");
        File.Delete(Path.Combine(package, "roles", "alphaUser.json"));
        (exit, string differences, _) = await Folder.RunAsync(Asking("diff", package));
        Assert.Equal(1, exit);
        Assert.Equal(["~ object AlphaVisit", "    /fields/notes/label/en: \"Notes\" → \"Remarks\"", "- role alphaUser"], Lines(differences));
        await Folder.DoneAsync(Asking("deploy", package, "--yes"));
        Assert.Equal("No differences.", (await Folder.DoneAsync(Asking("diff", package))).Trim());

        await Folder.DoneAsync(Asking("rollback", before, "--yes"));
        Assert.Contains("+ object AlphaVisit", Lines((await Folder.RunAsync(Asking("diff", package))).Output));
    }

    [Fact]
    public async Task What_loses_data_must_be_accepted()
    {
        string package = await NewPackageAsync("bravo"), type = Path.Combine(package, "objects", "BravoVisit.json");
        await Folder.DoneAsync(Asking("deploy", package, "--yes"));
        using HttpClient client = await host.CreateSignedInClientAsync();
        using HttpResponseMessage made = await client.PostAsync(
            "/graphql", new StringContent("""{"query":"mutation { createBravoVisit(input: {title: \"A\", notes: \"kept\"}) { record { id } } }"}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.DoesNotContain("errors", await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        string text = File.ReadAllText(type);
        File.WriteAllText(type, text[..text.LastIndexOf(",\n    {", StringComparison.Ordinal)] + "\n  ]\n}\n");
        Folder.Edit(Path.Combine(package, "layouts", "bravoVisitDefault.json"), ",\n        \"notes\"", string.Empty);
        (int exit, string output, string error) = await Folder.RunAsync(Asking("deploy", package, "--yes"));
        Assert.Equal(1, exit);
        Assert.Contains("confirm DATA_LOSS [1]", output, StringComparison.Ordinal);
        Assert.Contains("--accept DATA_LOSS", error, StringComparison.Ordinal);
        Assert.Contains("Deployed", await Folder.DoneAsync(Asking("deploy", package, "--yes", "--accept", "DATA_LOSS")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pending_requests_of_a_flow_that_changes_are_shown_and_become_what_is_chosen()
    {
        string package = await NewPackageAsync("delta"), flow = Path.Combine(package, "approvals", "deltaCheck.json");
        Directory.CreateDirectory(Path.GetDirectoryName(flow)!);
        File.WriteAllText(flow, """
            {
              "kind": "approvalFlow", "name": "deltaCheck", "label": "Check", "object": "DeltaVisit", "selfApproval": "allow",
              "steps": [{ "name": "first", "label": "First", "approvers": [{ "by": "role", "role": "administrator" }] }]
            }
            """);
        await Folder.DoneAsync(Asking("deploy", package, "--yes"));
        using HttpClient client = await host.CreateSignedInClientAsync();
        string made = await AskAsync(client, "mutation { done: createDeltaVisit(input: {title: \"Harbour\"}) { record { id } } }");
        string id = System.Text.RegularExpressions.Regex.Match(made, "\"id\":\"([^\"]+)\"").Groups[1].Value;
        Assert.DoesNotContain("errors", await AskAsync(client, $"mutation {{ done: submitDeltaVisitForApproval(id: \"{id}\") {{ pendingApproval }} }}"), StringComparison.Ordinal);

        Folder.Edit(flow, "\"first\"", "\"second\"");
        Assert.Contains("deltaCheck: 1 go on by their version", await Folder.DoneAsync(Asking("plan", package)), StringComparison.Ordinal);
        string moved = await Folder.DoneAsync(Asking("plan", package, "--running", "deltaCheck=move:first>second"));
        Assert.Contains("deltaCheck: 1 go over to the new version", moved, StringComparison.Ordinal);
        Assert.Contains("first: 1 waiting → second", moved, StringComparison.Ordinal);
        Assert.Contains("→ what follows", await Folder.DoneAsync(Asking("plan", package, "--running", "deltaCheck=move")), StringComparison.Ordinal);
        (int exit, string output, string error) = await Folder.RunAsync(Asking("deploy", package, "--yes", "--running", "deltaCheck=cancel"));
        Assert.Equal(1, exit);
        Assert.Contains("deltaCheck: 1 end", output, StringComparison.Ordinal);
        Assert.Contains("--accept APPROVALS_CANCEL", error, StringComparison.Ordinal);
        Assert.Contains("Deployed", await Folder.DoneAsync(Asking("deploy", package, "--yes", "--running", "deltaCheck=move:first>second")), StringComparison.Ordinal);
        foreach (string nonsense in new[] { "deltaCheck", "deltaCheck=drop", "deltaCheck=keep:a>b", "deltaCheck=move:a", "=move" })
        {
            Assert.Contains("say FLOW=keep", (await Folder.RunAsync(Asking("plan", package, "--running", nonsense))).Error, StringComparison.Ordinal);
        }
    }

    private static async Task<string> AskAsync(HttpClient client, string query)
    {
        using HttpResponseMessage answer = await client.PostAsync("/graphql", new StringContent(System.Text.Json.JsonSerializer.Serialize(new { query }), System.Text.Encoding.UTF8, "application/json"));
        return await answer.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Findings_of_the_server_name_document_and_place()
    {
        string package = await NewPackageAsync("charlie");
        Folder.Edit(Path.Combine(package, "views", "charlieAllVisits.json"), "\"visitedOn\",", "\"visitedAt\",");
        (int exit, string output, _) = await Folder.RunAsync(Asking("plan", package));
        Assert.Equal(1, exit);
        Assert.Matches("""view charlieAllVisits#/columns/1: error DOC\d+: .*\(did you mean "visitedOn"\?\)""", output);
    }

    [Fact]
    public async Task A_server_that_is_none_and_a_key_that_is_unknown_are_told_apart()
    {
        string package = await NewPackageAsync("delta");
        Assert.Contains("does not answer", (await Folder.RunAsync("app", "plan", package, "--server", "http://127.0.0.1:1", "--token-file", _folder.At("key"))).Error, StringComparison.Ordinal);
        Assert.Contains("no address", (await Folder.RunAsync("app", "plan", package, "--server", "localhost", "--token-file", _folder.At("key"))).Error, StringComparison.Ordinal);
        File.WriteAllText(_folder.At("wrong"), "pak_nobody");
        Assert.Contains("does not know the API key", (await Folder.RunAsync("app", "plan", package, "--server", host.Address.ToString(), "--token-file", _folder.At("wrong"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_way_back_to_a_revision_that_never_was()
    {
        (int exit, _, string error) = await Folder.RunAsync(Asking("rollback", "9999", "--yes"));
        Assert.Equal(1, exit);
        Assert.StartsWith("NOT_FOUND", error, StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private string[] Asking(params string[] command) => ["app", .. command, "--server", host.Address.ToString(), "--token-file", _folder.At("key")];

    private async Task<string> NewPackageAsync(string prefix)
    {
        string package = _folder.At(prefix);
        await Folder.DoneAsync("app", "new", prefix + "Visits", "--namespace", prefix, "--directory", package);
        return package;
    }
}
