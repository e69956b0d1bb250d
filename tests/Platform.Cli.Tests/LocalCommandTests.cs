using System.IO.Compression;
using System.Runtime.CompilerServices;
using Xunit;

namespace Platform.Cli.Tests;

/// <summary>Commands that need no server.</summary>
public sealed class LocalCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_package_has_no_errors()
    {
        string package = _folder.At("visits");
        await Folder.DoneAsync("app", "new", "acmeVisits", "--namespace", "acme", "--directory", package);
        Assert.Equal("acmeVisits 0.1.0: 6 documents, no errors.", (await Folder.DoneAsync("app", "validate", package)).Trim());
    }

    [Fact]
    public async Task Types_of_hooks_have_the_fields_of_every_object()
    {
        string package = _folder.At("visits");
        await Folder.DoneAsync("app", "new", "acmeVisits", "--namespace", "acme", "--directory", package);
        await Folder.DoneAsync("app", "types", package);
        string types = await File.ReadAllTextAsync(Path.Combine(package, "hooks", "platform.d.ts"), TestContext.Current.CancellationToken);
        Assert.Contains("interface AcmeVisitRecord {", types, StringComparison.Ordinal);
        Assert.Contains("  visitedOn: string | null;", types, StringComparison.Ordinal);
        Assert.Contains("  readonly version: number | null;", types, StringComparison.Ordinal);
        Assert.Contains("  AcmeVisit: AcmeVisitRecord;", types, StringComparison.Ordinal);
        Assert.Contains("interface HookContext<O extends HookObject> {", types, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bad-Name", "acme", "name:")]
    [InlineData("visits", "Acme", "--namespace:")]
    [InlineData("visits", "averylongprefix", "--namespace:")]
    public async Task Names_that_the_platform_would_refuse_are_refused(string name, string prefix, string blamed)
    {
        (int exit, _, string error) = await Folder.RunAsync("app", "new", name, "--namespace", prefix, "--directory", _folder.At("x"));
        Assert.Equal(1, exit);
        Assert.StartsWith(blamed, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("x")));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        File.WriteAllText(_folder.At("mine.txt"), "mine");
        (int exit, _, string error) = await Folder.RunAsync("app", "new", "visits", "--directory", _folder.Path);
        Assert.Equal(1, exit);
        Assert.Contains("not empty", error, StringComparison.Ordinal);
        Assert.Equal("mine.txt", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(_folder.Path))));
    }

    [Fact]
    public async Task Findings_lead_to_file_line_and_column_all_at_once()
    {
        string package = await NewPackageAsync();
        Folder.Edit(Path.Combine(package, "views", "acmeAllVisits.json"), "\"visitedOn\",", "\"visitedAt\",");
        Folder.Edit(Path.Combine(package, "layouts", "acmeVisitDefault.json"), "\"notes\"", "\"note\"");
        (int exit, string output, _) = await Folder.RunAsync("app", "validate", package);
        Assert.Equal(1, exit);
        Assert.Matches("""acmeAllVisits\.json:\d+:\d+: error DOC\d+: .*visitedAt.*\(did you mean "visitedOn"\?\)""", output);
        Assert.Matches("""acmeVisitDefault\.json:\d+:\d+: error DOC\d+: .*note.*\(did you mean "notes"\?\)""", output);
        Assert.Contains("2 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_no_JSON_is_a_finding()
    {
        string package = await NewPackageAsync();
        File.WriteAllText(Path.Combine(package, "objects", "AcmeVisit.json"), """{ "kind": "object", """);
        (int exit, string output, _) = await Folder.RunAsync("app", "validate", package);
        Assert.Equal(1, exit);
        Assert.Matches("""AcmeVisit\.json:1:\d+: error DOC""", output);
    }

    [Fact]
    public async Task Packages_beside_it_are_what_it_needs()
    {
        string first = _folder.At("first"), second = _folder.At("second");
        await Folder.DoneAsync("app", "new", "acmeFirst", "--namespace", "acme", "--directory", first);
        await Folder.DoneAsync("app", "new", "bravoSecond", "--namespace", "bravo", "--directory", second);
        string type = Path.Combine(second, "objects", "BravoVisit.json");
        Folder.Edit(type, "\"name\": \"notes\",\n      \"type\": \"longText\"", "\"name\": \"notes\",\n      \"type\": \"lookup\", \"target\": \"AcmeVisit\", \"inverse\": \"bravoVisits\"");
        Assert.Equal(1, (await Folder.RunAsync("app", "validate", second)).Exit);
        Folder.Edit(Path.Combine(second, "manifest.json"), "\"dependencies\": []", "\"dependencies\": [{ \"package\": \"acmeFirst\", \"minVersion\": \"0.1.0\" }]");
        await Folder.DoneAsync("app", "validate", second);
        Directory.CreateDirectory(_folder.At("elsewhere"));
        Directory.Move(first, _folder.At("elsewhere", "first"));
        Assert.Equal(1, (await Folder.RunAsync("app", "validate", second)).Exit);
        await Folder.DoneAsync("app", "validate", second, "--with", _folder.At("elsewhere", "first"));
    }

    [Fact]
    public async Task The_same_files_are_packed_into_the_same_bytes()
    {
        string package = await NewPackageAsync();
        await Folder.DoneAsync("app", "pack", package, "--output", _folder.At("a.zip"));
        foreach (string file in Directory.GetFiles(package, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        File.WriteAllText(Path.Combine(package, ".hidden"), "not packed");
        await Folder.DoneAsync("app", "pack", package, "--output", _folder.At("b.zip"));
        Assert.Equal(File.ReadAllBytes(_folder.At("a.zip")), File.ReadAllBytes(_folder.At("b.zip")));
        Assert.Contains("6 documents, no errors", await Folder.DoneAsync("app", "validate", _folder.At("a.zip")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_of_hooks_are_checked_with_their_access_and_their_types()
    {
        string package = await NewPackageAsync();
        Directory.CreateDirectory(Path.Combine(package, "hooks"));
        File.WriteAllText(
            Path.Combine(package, "hooks", "visit.json"),
            """{ "kind": "hook", "name": "acmeVisitCheck", "label": "Check", "object": "AcmeVisit", "on": ["beforeInsert"], "source": "visit.ts", "access": [{ "object": "User", "read": true }] }""");
        string source = Path.Combine(package, "hooks", "visit.ts");
        File.WriteAllText(source, "export default async ({ records, db }: HookContext<'AcmeVisit'>) => {\n  records[0]!.titel = 'a';\n  await db.delete('AcmeVisit', records[0]!.id);\n};\n");
        (int exit, string output, _) = await Folder.RunAsync("app", "validate", package);
        Assert.Equal(1, exit);
        Assert.Matches(@"hooks.visit\.ts:2:15: error DOC527: .*'titel'.*'title'.*\(TS2551\)", output);
        Assert.Matches(@"hooks.visit\.ts:3:9: error DOC522: ", output);
        Assert.Matches(@"warning DOC523: The hook declares reading User", output);
        File.WriteAllText(source, "export default ({ records }: HookContext<'AcmeVisit'>) => {\n  records[0]!.title = 'a;\n};\n");
        (exit, output, _) = await Folder.RunAsync("app", "validate", package);
        Assert.Equal(1, exit);
        Assert.Matches(@"hooks.visit\.ts:2:\d+: error DOC521: ", output);
    }

    [Fact]
    public async Task The_types_for_hooks_of_the_sales_app_are_those_of_its_objects()
    {
        string app = SalesApp(), copy = _folder.At("sales");
        foreach (string file in Directory.GetFiles(app, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(app, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await Folder.DoneAsync("app", "types", copy);
        Assert.Equal(File.ReadAllText(Path.Combine(app, "hooks", "platform.d.ts")), File.ReadAllText(Path.Combine(copy, "hooks", "platform.d.ts")));
    }

    [Fact]
    public async Task What_is_no_package_is_said_to_be_none()
    {
        File.WriteAllText(_folder.At("a.zip"), "no archive");
        using (ZipArchive archive = ZipFile.Open(_folder.At("b.zip"), ZipArchiveMode.Create)) archive.CreateEntry("../manifest.json");
        foreach (string path in new[] { _folder.At("a.zip"), _folder.At("b.zip"), _folder.Path, _folder.At("missing") })
        {
            (int exit, string output, string error) = await Folder.RunAsync("app", "validate", path);
            Assert.Equal(1, exit);
            Assert.NotEmpty(error);
            Assert.Empty(output);
        }
    }

    [Fact]
    public async Task Without_a_key_the_server_is_not_asked()
    {
        string package = await NewPackageAsync();
        (int exit, _, string error) = await Folder.RunAsync("app", "plan", package, "--token-file", _folder.At("missing"));
        Assert.Equal(1, exit);
        Assert.StartsWith("--token-file:", error, StringComparison.Ordinal);
    }

    private static string SalesApp([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "apps", "sales"));

    private async Task<string> NewPackageAsync()
    {
        string package = _folder.At("visits");
        await Folder.DoneAsync("app", "new", "acmeVisits", "--namespace", "acme", "--directory", package);
        return package;
    }
}
