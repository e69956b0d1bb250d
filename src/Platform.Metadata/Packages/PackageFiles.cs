using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Packages;

/// <summary>Which files of a package's folder are its documents, and what they say together. See docs/apps.md.</summary>
public static class PackageFiles
{
    /// <summary>Name of the file of the manifest, at the top of the folder.</summary>
    public const string ManifestFile = "manifest.json";

    // Folders of a package that hold no documents.
    private static readonly string[] OtherFolders = ["demo", "translations-source", "cases", "assets"];

    /// <summary>Whether a file is a document of the package.</summary>
    /// <param name="path">Path below the package's folder, with slashes.</param>
    public static bool IsDocument(string path) =>
        path.EndsWith(".json", StringComparison.Ordinal) && !OtherFolders.Contains(path.Split('/')[0]) && !path.Split('/').Any(part => part.StartsWith('.') || part == "node_modules");

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="file">Path, for the message.</param>
    /// <exception cref="InvalidDataException">It is not the manifest of a package; the message has the findings.</exception>
    public static PackageDocument ReadManifest(ReadOnlyMemory<byte> utf8, string file)
    {
        ReadResult manifest = DocumentReader.Read(new DocumentSource(utf8, file));
        return manifest.Document?.Document as PackageDocument
            ?? throw new InvalidDataException(
                $"{file} is not the manifest of a package. {string.Join(' ', manifest.Diagnostics.Select(d => d.Message))}".TrimEnd());
    }

    /// <summary>Packages in an order in which each comes after those that it needs; where they need each other in a ring, which the compiler refuses, in the order given.</summary>
    public static IReadOnlyList<T> InOrder<T>(IEnumerable<T> packages, Func<T, PackageDocument> manifestOf)
    {
        List<T> left = [.. packages];
        List<T> ordered = [];
        while (left.Count > 0)
        {
            int next = Math.Max(0, left.FindIndex(p => manifestOf(p).Dependencies.All(d => left.TrueForAll(o => manifestOf(o).Name != d.Package))));
            ordered.Add(left[next]);
            left.RemoveAt(next);
        }

        return ordered;
    }

    /// <summary>What a package needs, and what that needs, in the order of their dependencies; those that are not there are left out.</summary>
    /// <param name="package">The package.</param>
    /// <param name="others">Where its dependencies are looked for; the first of a name counts.</param>
    /// <param name="manifestOf">The manifest of a package.</param>
    public static IReadOnlyList<T> Needed<T>(T package, IReadOnlyList<T> others, Func<T, PackageDocument> manifestOf)
        where T : class
    {
        PackageDocument own = manifestOf(package);
        List<T> needed = [];
        Queue<PackageDocument> open = new([own]);
        while (open.TryDequeue(out PackageDocument? manifest))
        {
            foreach (PackageDependency dependency in manifest.Dependencies)
            {
                if (dependency.Package == own.Name || needed.Exists(p => manifestOf(p).Name == dependency.Package)) continue;
                if (others.FirstOrDefault(p => manifestOf(p).Name == dependency.Package) is not { } found) continue;
                needed.Add(found);
                open.Enqueue(manifestOf(found));
            }
        }

        return InOrder(needed, manifestOf);
    }

    /// <summary>The installed documents of a package that its new version no longer has. A renamed document, which comes under a new name with its old id, is still there.</summary>
    /// <param name="installed">Kind, name and id of what is installed.</param>
    /// <param name="present">The documents of the new version.</param>
    public static IEnumerable<(string Kind, string Name)> Removed(IEnumerable<(string Kind, string Name, string Id)> installed, IEnumerable<Document> present)
    {
        HashSet<(string, string)> names = [], ids = [];
        foreach (Document document in present)
        {
            names.Add((document.Kind, document.Name));
            ids.Add((document.Kind, document.Id));
        }

        return installed.Where(d => !names.Contains((d.Kind, d.Name)) && !ids.Contains((d.Kind, d.Id))).Select(d => (d.Kind, d.Name));
    }
}
