using System.Text.RegularExpressions;
using Platform.Metadata.Hazards;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;
using Platform.Runtime.Traces;
using Xunit;

namespace Platform.Runtime.Tests.Problems;

public sealed partial class ErrorReferenceTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(Root(), "docs", "errors.md"));

    [Fact]
    public void Every_problem_is_in_the_reference_with_its_status()
    {
        Assert.All(ProblemCatalog.All, problem => Assert.Contains($"| {problem.Code} | {problem.Status} |", Reference, StringComparison.Ordinal));
        Assert.Equal(ProblemCatalog.All.Count, ProblemCatalog.All.DistinctBy(problem => problem.Code).Count());
    }

    [Fact]
    public void Every_code_that_stops_a_start_or_a_provisioning_is_in_the_reference()
    {
        IEnumerable<string> codes =
            from folder in (string[])["Database", "Catalog", "Identity", "Hosting", "Operating", "Backup"]
            from file in Directory.EnumerateFiles(Path.Combine(Root(), "src", "Platform.Runtime", folder), "*.cs", SearchOption.AllDirectories)
            from Match match in Code().Matches(File.ReadAllText(file))
            select match.Groups[1].Value;
        string[] found = [.. codes.Distinct()];
        Assert.Contains("DATABASE_VERSION", found);
        Assert.All(found, code => Assert.Contains($"| {code} |", Reference, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_hazard_and_every_refusal_of_a_plan_is_in_the_reference()
    {
        IEnumerable<string> codes = typeof(HazardCodes).GetFields().Concat(typeof(PublishCodes).GetFields()).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(codes, code => Assert.Contains($"| {code} |", Reference, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_about_traces_is_in_the_reference() =>
        Assert.All(typeof(TraceCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!), code => Assert.Contains($"| {code} |", Reference, StringComparison.Ordinal));

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the repository.");
    }

    [GeneratedRegex("Exception\\(\\s*\"([A-Z_]+)\"")]
    private static partial Regex Code();
}
