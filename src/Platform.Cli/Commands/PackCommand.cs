using System.CommandLine;
using Platform.Cli.Packages;
using Platform.Metadata.Diagnostics;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app pack</c>: one file out of a package's folder.</summary>
internal static class PackCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> folder = new("package") { Description = "Folder of the package", DefaultValueFactory = _ => "." };
        Option<string?> output = new("--output") { Description = "The archive (NAME-VERSION.zip in this folder)" };
        Command command = new("pack", "Make one file of the package; the same files give the same bytes") { folder, output };
        command.SetAction(call => Run(console, call.GetValue(folder)!, call.GetValue(output)));
        return command;
    }

    private static int Run(IAnsiConsole console, string folder, string? output)
    {
        if (!Directory.Exists(folder)) throw new CommandException($"There is no folder {folder}.");
        PackageSource package = PackageSource.Read(folder);
        if (PackageEdits.ReadAll(console, package).SelectMany(r => r.Diagnostics).Any(d => d.Severity == DiagnosticSeverity.Error)) return 1;
        string file = output ?? $"{package.Manifest.Name}-{package.Manifest.Version}.zip";
        (int files, string sha256) = PackageArchive.Pack(folder, file);
        console.WriteLine($"{file}: {files} files");
        console.WriteLine($"sha256 {sha256}");
        return 0;
    }
}
