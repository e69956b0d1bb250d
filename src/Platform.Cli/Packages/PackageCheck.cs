using Platform.Metadata.Compilation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;

namespace Platform.Cli.Packages;

/// <summary>Reads and compiles a package without a server, with the packages that it needs.</summary>
internal static class PackageCheck
{
    /// <summary>Every finding in the package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="others">Where its dependencies are looked for.</param>
    /// <param name="model">What came of compiling; null when something could not be read.</param>
    public static IReadOnlyList<Diagnostic> Run(PackageSource package, IReadOnlyList<PackageSource> others, out Compilation? model)
    {
        List<ReadResult> read = [.. package.Documents.Select(source => DocumentReader.Read(source))];
        List<Diagnostic> findings = [.. read.SelectMany(r => r.Diagnostics)];
        model = null;
        if (read.Exists(r => !r.Succeeded)) return findings;
        IEnumerable<SourceDocument> needed = PackageFiles.Needed(package, others, p => p.Manifest)
            .SelectMany(p => p.Documents).Select(source => DocumentReader.Read(source).Document).OfType<SourceDocument>();
        model = ModelCompiler.Compile(needed.Concat(read.Select(r => r.Document!)));
        HashSet<string> files = [.. package.Documents.Select(d => d.File!)];
        return [.. findings, .. model.Diagnostics.Where(d => d.File is null || files.Contains(d.File))];
    }
}
