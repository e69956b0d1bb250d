using System.CommandLine;
using Platform.Cli.Packages;
using Platform.Metadata.Rules;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app new</c>: the files of a package to begin with.</summary>
internal static class NewCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> name = new("name") { Description = "Name of the package, with small letters and digits" };
        Option<string?> prefix = new("--namespace") { Description = "What all names of the package begin with (the first eight letters of its name)" };
        Option<string?> directory = new("--directory") { Description = "Folder to make (the name)" };
        Command command = new("new", "Make the files of a package") { name, prefix, directory };
        command.SetAction(call => Run(console, call.GetValue(name)!, call.GetValue(prefix), call.GetValue(directory)));
        return command;
    }

    private static int Run(IAnsiConsole console, string name, string? prefix, string? directory)
    {
        Require(TextFormat.DocumentName, name, "name");
        prefix ??= name.ToLowerInvariant()[..Math.Min(8, name.Length)];
        Require(TextFormat.NamePrefix, prefix, "--namespace");
        string folder = directory ?? name;
        IReadOnlyList<string> files = PackageTemplate.Write(folder, name, prefix);
        foreach (string file in files) console.WriteLine(Path.Combine(folder, file));
        console.WriteLine($"Next: platform app validate {folder}");
        return 0;
    }

    private static void Require(TextFormat format, string value, string what)
    {
        if (value.Length > TextFormats.MaxLength(format) || !TextFormats.Matches(format, value))
            throw new CommandException($"{what}: '{value}' is not {TextFormats.Describe(format)}, at most {TextFormats.MaxLength(format)} characters.");
    }
}
