using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Documents;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>The files of a package: a manifest and the documents beside and below it.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Documents">Every document, the manifest among them, with its path in the package.</param>
/// <param name="Checksum">SHA-256 over names and contents of the files.</param>
public sealed record AppPackage(PackageDocument Manifest, IReadOnlyList<PutDocument> Documents, byte[] Checksum)
{
    /// <summary>The platform's own documents.</summary>
    public static AppPackage BuiltIn { get; } = Of(
        (PackageDocument)BuiltInDocuments.All.Single(d => d.Document is PackageDocument).Document,
        BuiltInDocuments.All.Select(d => new PutDocument(
            Encoding.UTF8.GetString(d.Source!.Utf8.Span), BuiltInDocuments.PackageName, d.Source.File)));

    /// <summary>The packages in the folders of a directory, those that others need first.</summary>
    /// <exception cref="InvalidDataException">A manifest cannot be read.</exception>
    public static IReadOnlyList<AppPackage> ReadAll(string directory) => PackageFiles.InOrder(
        Directory.GetDirectories(directory).Order(StringComparer.Ordinal).Where(folder => File.Exists(Path.Combine(folder, PackageFiles.ManifestFile))).Select(Read),
        package => package.Manifest);

    /// <summary>The package in a folder.</summary>
    /// <exception cref="InvalidDataException">The manifest cannot be read.</exception>
    public static AppPackage Read(string folder)
    {
        string manifestFile = Path.Combine(folder, PackageFiles.ManifestFile);
        PackageDocument package = PackageFiles.ReadManifest(File.ReadAllBytes(manifestFile), manifestFile);
        IEnumerable<PutDocument> documents = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .Where(f => PackageFiles.IsDocument(f.Path))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => new PutDocument(HookSources.Inline(f.Path, File.ReadAllText(f.File), path => ReadSource(folder, path)), package.Name, $"{package.Name}/{f.Path}"));
        return Of(package, documents);
    }

    private static string? ReadSource(string folder, string path)
    {
        string file = Path.Combine(folder, HookSources.Folder, path);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>
    /// The edits that bring a tenant to this version: documents of the package that it no longer has are removed.
    /// </summary>
    public IReadOnlyList<DocumentEdit> EditsFor(TenantState state)
    {
        IEnumerable<Document> present = Documents.Select(put => DocumentReader.Read(put.Json, put.File, put.Package).Document?.Document).OfType<Document>();
        IEnumerable<(string, string, string)> installed = state.Documents.Values.Select(d => d.Content).Where(d => d.Package == Manifest.Name).Select(d => (d.Kind, d.Name, d.Id));
        return [.. Documents, .. PackageFiles.Removed(installed, present).Select(d => new RemoveDocument(d.Kind, d.Name))];
    }

    private static AppPackage Of(PackageDocument manifest, IEnumerable<PutDocument> documents)
    {
        PutDocument[] list = [.. documents];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (PutDocument document in list)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(document.File + "\0" + document.Json + "\0"));
        }

        return new AppPackage(manifest, list, hash.GetHashAndReset());
    }
}
