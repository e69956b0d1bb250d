using System.Text;
using Platform.Metadata.Compilation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Golden;

/// <summary>
/// Broken documents beside the findings that they must give. A case is a folder of documents and an <c>expected.txt</c>; with the environment
/// variable PLATFORM_UPDATE_GOLDEN=1 the run rewrites the expectations, to be reviewed as a diff.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppDocuments.RepositoryRoot, "tests", "Platform.Metadata.Tests", "Golden", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Findings_are_as_expected(string name)
    {
        string folder = Path.Combine(Folder, name), expectation = Path.Combine(folder, "expected.txt");
        string actual = Describe(folder);
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") File.WriteAllText(expectation, actual);
        Assert.Equal(File.ReadAllText(expectation), actual);
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        string all = string.Concat(Directory.GetFiles(Folder, "expected.txt", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] elsewhere =
        [
            DocumentCodes.TooLarge, DocumentCodes.TooDeep, DocumentCodes.BrokenText, DocumentCodes.TooManyFindings, DocumentCodes.PackageMismatch,
            DocumentCodes.LimitExceeded, DocumentCodes.HookSyntax, DocumentCodes.HookAccess, DocumentCodes.HookAccessUnused, DocumentCodes.HookUnchecked,
            DocumentCodes.HookTypes, DocumentCodes.WebhookUnreadable, DocumentCodes.WebhookQuery,
        ];
        IEnumerable<string> codes = typeof(DocumentCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Except(elsewhere);
        Assert.All(codes, c => Assert.Contains(c, all, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Findings_are_told_in_Chinese(string name) =>
        Assert.All(Find(Path.Combine(Folder, name)), f => Assert.Matches("[\u4e00-\u9fff]", f.Text.In("zh-CN")));

    private static List<Diagnostic> Find(string folder)
    {
        List<Diagnostic> findings = [];
        List<SourceDocument> documents = [];
        foreach (string file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(folder, file);
            string? package = Path.GetDirectoryName(relative) is { Length: > 0 } inside ? inside : null;
            ReadResult read = DocumentReader.Read(new DocumentSource(File.ReadAllBytes(file), relative, package));
            findings.AddRange(read.Diagnostics);
            if (read.Document is not null) documents.Add(read.Document);
        }

        findings.AddRange(ModelCompiler.Compile(documents).Diagnostics);
        return findings;
    }

    private static string Describe(string folder)
    {
        StringBuilder text = new();
        foreach (Diagnostic finding in Find(folder))
        {
            text.Append(finding).Append('\n').Append("    at ").Append(finding.Pointer.Length == 0 ? "the document" : finding.Pointer).Append('\n');
        }

        return text.ToString();
    }
}
