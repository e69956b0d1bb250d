using System.CommandLine;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Metadata.Compilation;
using Platform.Metadata.Diagnostics;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app validate</c>: reads and compiles a package on this machine, without a server.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> package = AppCommand.PackageArgument();
        Option<string[]> others = new("--with") { Description = "Folder of a package that this one needs; those beside it are found by themselves", AllowMultipleArgumentsPerToken = true };
        Command command = new("validate", "Check the documents of a package, without a server") { package, others };
        command.SetAction((call, cancellation) => RunAsync(console, call.GetValue(package)!, call.GetValue(others) ?? [], cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IAnsiConsole console, string path, string[] with, CancellationToken cancellation)
    {
        PackageSource package = PackageSource.Read(path);
        IReadOnlyList<Diagnostic> findings = PackageCheck.Run(package, [.. with.Select(PackageSource.Read), .. PackageSource.Beside(path)], out Compilation? compiled);
        if (compiled?.Model is { } model) findings = [.. findings, .. await SourceCheck.RunAsync(path, package, model, cancellation)];
        FindingPrinter.Print(console, findings);
        int errors = findings.Count(f => f.Severity == DiagnosticSeverity.Error);
        console.WriteLine(errors == 0
            ? $"{package.Manifest.Name} {package.Manifest.Version}: {package.Documents.Count} documents, no errors."
            : $"{package.Manifest.Name} {package.Manifest.Version}: {errors} errors in {package.Documents.Count} documents.");
        return errors == 0 ? 0 : 1;
    }
}
