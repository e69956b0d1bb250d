using System.CommandLine;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app</c>: what a partner does with a package, from its first file to a tenant that runs it.</summary>
internal static class AppCommand
{
    /// <summary>The command with its own ones.</summary>
    /// <param name="console">Where the commands write.</param>
    public static Command Build(IAnsiConsole console) => new("app", "Packages: make, check, deploy, go back")
    {
        NewCommand.Build(console),
        ValidateCommand.Build(console),
        TypesCommand.Build(console),
        PlanCommand.Build(console),
        DeployCommand.Build(console),
        DiffCommand.Build(console),
        RollbackCommand.Build(console),
        PackCommand.Build(console),
    };

    /// <summary>The package that most commands are about.</summary>
    public static Argument<string> PackageArgument() => new("package")
    {
        Description = "Folder of the package, or an archive of it",
        DefaultValueFactory = _ => ".",
    };
}
