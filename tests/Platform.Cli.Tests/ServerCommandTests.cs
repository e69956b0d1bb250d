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
