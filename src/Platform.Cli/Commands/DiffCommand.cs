using System.CommandLine;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Platform.Metadata.Documents;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app diff</c>: how the documents of a package differ from what a tenant has of it.</summary>
internal static class DiffCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> package = AppCommand.PackageArgument();
        ServerAddress server = new();
        Command command = new("diff", "Compare the documents with those of a tenant") { package };
        server.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            using DesignClient client = server.Connect(call);
            PackageSource source = PackageSource.Read(call.GetValue(package)!);
            List<ReadResult> here = PackageEdits.ReadAll(console, source);
            return Print(console, source, here, await client.DocumentsAsync(source.Manifest.Name, cancellation)) ? 1 : 0;
        });
        return command;
    }

    private static bool Print(IAnsiConsole console, PackageSource source, List<ReadResult> here, IReadOnlyList<InstalledDocument> there)
    {
        bool differs = false;
        foreach (ReadResult read in here.OrderBy(r => r.Document!.Document.Kind, StringComparer.Ordinal).ThenBy(r => r.Document!.Document.Name, StringComparer.Ordinal))
        {
            Document document = read.Document!.Document;
            InstalledDocument? installed = there.FirstOrDefault(d => d.Kind == document.Kind && d.Id == document.Id);
            if (installed is null)
            {
                console.WriteLine($"+ {document.Kind} {document.Name}", new Style(Color.Green));
                differs = true;
                continue;
            }

            List<JsonDifference> differences = [.. JsonDifference.Between(installed.Body, PackageEdits.Body(read.Document, source.Manifest.Name))];
            if (differences.Count == 0) continue;
            differs = true;
            console.WriteLine($"~ {document.Kind} {document.Name}", new Style(Color.Yellow));
            foreach (JsonDifference difference in differences) console.WriteLine($"    {difference}");
        }

        foreach ((string kind, string name) in PackageFiles.Removed(there.Select(d => (d.Kind, d.Name, d.Id)), here.Select(r => r.Document!.Document)))
        {
            console.WriteLine($"- {kind} {name}", new Style(Color.Red));
            differs = true;
        }

        if (!differs) console.WriteLine("No differences.");
        return differs;
    }
}
