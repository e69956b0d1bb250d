using System.Text.Json.Nodes;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary>The edits that bring a tenant to a package as it lies on this machine: its documents, and the removal of those that it no longer has.</summary>
internal static class PackageEdits
{
    /// <summary>Makes the edits.</summary>
    /// <exception cref="CommandException">A document cannot be read; the findings are printed.</exception>
    public static async Task<JsonArray> MakeAsync(IAnsiConsole console, PackageSource package, DesignClient server, CancellationToken cancellation)
    {
        List<ReadResult> read = ReadAll(console, package);
        IReadOnlyList<InstalledDocument> installed = await server.DocumentsAsync(package.Manifest.Name, cancellation);
        JsonArray edits = [.. read.Select(r => (JsonNode)new JsonObject { ["put"] = Body(r.Document!, package.Manifest.Name) })];
        foreach ((string kind, string name) in PackageFiles.Removed(installed.Select(d => (d.Kind, d.Name, d.Id)), read.Select(r => r.Document!.Document)))
            edits.Add((JsonNode)new JsonObject { ["remove"] = new JsonObject { ["kind"] = kind, ["name"] = name } });
        return edits;
    }

    /// <summary>The documents of a package, all of which can be read.</summary>
    /// <exception cref="CommandException">One cannot; the findings are printed.</exception>
    public static List<ReadResult> ReadAll(IAnsiConsole console, PackageSource package)
    {
        List<ReadResult> read = [.. package.Documents.Select(source => DocumentReader.Read(source))];
        if (read.TrueForAll(r => r.Succeeded)) return read;
        FindingPrinter.Print(console, read.SelectMany(r => r.Diagnostics));
        throw new CommandException("The package has documents that cannot be read.");
    }

    /// <summary>A document in its canonical form, with its package named.</summary>
    public static JsonObject Body(SourceDocument document, string package)
    {
        JsonObject body = JsonNode.Parse(DocumentWriter.Write(document.Document))!.AsObject();
        body["package"] = package;
        return body;
    }
}
