using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>The files of a package: a manifest and the documents beside and below it.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Documents">Every document, the manifest among them, with its path in the package.</param>
/// <param name="Checksum">SHA-256 over names and contents of the files.</param>
public sealed record AppPackage(PackageDocument Manifest, IReadOnlyList<PutDocument> Documents, byte[] Checksum)
{
    private const string ManifestFile = "manifest.json";

    // Folders of a package that hold no documents.
    private static readonly string[] OtherFolders = ["demo", "hooks", "translations-source", "cases", "assets"];

    /// <summary>The platform's own documents.</summary>
    public static AppPackage BuiltIn { get; } = Of(
        (PackageDocument)BuiltInDocuments.All.Single(d => d.Document is PackageDocument).Document,
        BuiltInDocuments.All.Select(d => new PutDocument(
            Encoding.UTF8.GetString(d.Source!.Utf8.Span), BuiltInDocuments.PackageName, d.Source.File)));

    /// <summary>The packages in the folders of a directory, those that others need first.</summary>
    /// <exception cref="InvalidDataException">A manifest cannot be read.</exception>
    public static IReadOnlyList<AppPackage> ReadAll(string directory)
    {
        List<AppPackage> packages =
        [
            .. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)
                .Where(folder => File.Exists(Path.Combine(folder, ManifestFile))).Select(Read),
        ];
        List<AppPackage> ordered = [];
        while (packages.Count > 0)
        {
            // Where packages need each other in a ring, the compiler says so; the order then does not matter.
            AppPackage next = packages.Find(p => p.Manifest.Dependencies.All(d => packages.TrueForAll(o => o.Manifest.Name != d.Package))) ?? packages[0];
            packages.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    /// <summary>The package in a folder.</summary>
    /// <exception cref="InvalidDataException">The manifest cannot be read.</exception>
    public static AppPackage Read(string folder)
    {
        string manifestFile = Path.Combine(folder, ManifestFile);
        ReadResult manifest = DocumentReader.Read(new DocumentSource(File.ReadAllBytes(manifestFile), manifestFile));
        if (manifest.Document?.Document is not PackageDocument package)
        {
            throw new InvalidDataException(
                $"{manifestFile} is not the manifest of a package. {string.Join(' ', manifest.Diagnostics.Select(d => d.Message))}");
        }

        IEnumerable<PutDocument> documents = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .Where(f => !OtherFolders.Contains(f.Path.Split('/')[0]))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => new PutDocument(File.ReadAllText(f.File), package.Name, $"{package.Name}/{f.Path}"));
        return Of(package, documents);
    }

    /// <summary>
    /// The edits that bring a tenant to this version: documents of the package that it no longer has are removed.
    /// </summary>
    public IReadOnlyList<DocumentEdit> EditsFor(TenantState state)
    {
        HashSet<(string, string)> kept = [];
        foreach (PutDocument put in Documents)
        {
            if (DocumentReader.Read(put.Json, put.File, put.Package).Document is { } read) kept.Add((read.Document.Kind, read.Document.Name));
        }

        IEnumerable<DocumentEdit> removed = state.Documents.Values.Select(d => d.Content)
            .Where(d => d.Package == Manifest.Name && !kept.Contains((d.Kind, d.Name)) && !Documents.Any(p => HasId(p, d)))
            .Select(d => new RemoveDocument(d.Kind, d.Name));
        return [.. Documents, .. removed];
    }

    // A renamed document comes under its new name with the old id.
    private static bool HasId(PutDocument put, Document document) =>
        DocumentReader.Read(put.Json, put.File, put.Package).Document is { } read
        && read.Document.Kind == document.Kind && read.Document.Id == document.Id;

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
