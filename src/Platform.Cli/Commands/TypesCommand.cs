using System.CommandLine;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Metadata.Compilation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app types</c>: TypeScript types of the objects that hooks see, for editors.</summary>
internal static class TypesCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> package = AppCommand.PackageArgument();
        Option<string[]> others = new("--with") { Description = "Folder of a package that this one needs; those beside it are found by themselves", AllowMultipleArgumentsPerToken = true };
        Command command = new("types", $"Write {HookSources.Folder}/{HookTypes.FileName}: the types of records for hooks in TypeScript") { package, others };
        command.SetAction(call => Run(console, call.GetValue(package)!, call.GetValue(others) ?? []));
        return command;
    }

    private static int Run(IAnsiConsole console, string path, string[] with)
    {
        if (!Directory.Exists(path)) throw new CommandException($"{path} is no folder.");
        IReadOnlyList<Diagnostic> findings = PackageCheck.Run(PackageSource.Read(path), [.. with.Select(PackageSource.Read), .. PackageSource.Beside(path)], out Compilation? compiled);
        if (compiled?.Model is not { } model)
        {
            FindingPrinter.Print(console, findings);
            console.WriteLine("The documents have errors: no types.");
            return 1;
        }

        string file = Path.Combine(path, HookSources.Folder, HookTypes.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, HookTypes.Of(model));
        console.WriteLine($"{file}: {model.Objects.Count} objects.");
        return 0;
    }
}
