using Platform.Metadata.Diagnostics;
using Platform.Metadata.Model;
using Platform.Scripting.Processes;
using Platform.Scripting.Sources;

namespace Platform.Cli.Packages;

/// <summary>Looks at the sources of a package's hooks as a server does before it publishes them (decision 0062).</summary>
internal static class SourceCheck
{
    /// <summary>Every finding in the sources of the package.</summary>
    /// <param name="path">The package's folder or archive, as it was given.</param>
    /// <param name="package">The package.</param>
    /// <param name="model">The model of the package and what it needs.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(string path, PackageSource package, TenantModel model, CancellationToken cancellation)
    {
        if (model.Hooks.All(h => h.Package != package.Manifest.Name)) return [];
        await using ScriptCompiler compiler = new();
        await using TypeChecker checker = new();
        IReadOnlyList<Diagnostic> found = await new HookChecks(new HookScripts(compiler), new HookTypeChecks(checker)).CheckAsync(null, model, cancellation);
        string inPackage = $"{package.Manifest.Name}/";
        HashSet<string> own = [.. model.Hooks.Where(h => h.Package == package.Manifest.Name).Select(h => h.Name)];
        return [.. found.Where(d => own.Contains(d.Name!)).Select(d => d.File is { } file && file.StartsWith(inPackage, StringComparison.Ordinal) ? d with { File = FileOf(path, file[inPackage.Length..]) } : d)];
    }

    // In a folder the file is there to be opened; an archive has paths of its own.
    private static string FileOf(string path, string file) => Directory.Exists(path) ? Path.GetRelativePath(".", Path.Combine(path, file)) : file;
}
