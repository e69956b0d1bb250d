using Platform.Cli.Server;
using Platform.Metadata.Diagnostics;
using Spectre.Console;

namespace Platform.Cli.Printing;

/// <summary>Findings in documents, a line each, as compilers write them, so that editors lead to the place.</summary>
internal static class FindingPrinter
{
    /// <summary>Findings of a check on this machine.</summary>
    public static void Print(IAnsiConsole console, IEnumerable<Diagnostic> findings)
    {
        foreach (Diagnostic finding in findings) Line(console, finding.Severity == DiagnosticSeverity.Error, finding.ToString());
    }

    /// <summary>Findings of the server, which knows documents but no files.</summary>
    public static void Print(IAnsiConsole console, IEnumerable<PlanFinding> findings)
    {
        foreach (PlanFinding finding in findings)
        {
            string place = finding.Document is null ? "documents" : $"{finding.Kind} {finding.Document}{(finding.Pointer.Length > 0 ? "#" + finding.Pointer : string.Empty)}";
            string suggestion = finding.Suggestion is null ? string.Empty : $" (did you mean \"{finding.Suggestion}\"?)";
            Line(console, finding.Severity.Equals("error", StringComparison.OrdinalIgnoreCase), $"{place}: {finding.Severity.ToLowerInvariant()} {finding.Code}: {finding.Message}{suggestion}");
        }
    }

    private static void Line(IAnsiConsole console, bool isError, string text) =>
        console.WriteLine(text, new Style(isError ? Color.Red : Color.Yellow));
}
