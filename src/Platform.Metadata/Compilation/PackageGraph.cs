using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>The installed packages and, for each, the packages whose documents it may refer to. Compared by reference.</summary>
internal sealed class PackageGraph
{
    private readonly Dictionary<string, PackageDocument> _packages;
    private readonly Dictionary<string, HashSet<string>> _visible = new(StringComparer.Ordinal);

    public PackageGraph(IReadOnlyList<PackageDocument> documents)
    {
        Documents = documents;
        _packages = documents.DistinctBy(d => d.Name).ToDictionary(d => d.Name, StringComparer.Ordinal);
    }

    /// <summary>The manifests.</summary>
    public IReadOnlyList<PackageDocument> Documents { get; }

    /// <summary>Names of the packages.</summary>
    public IEnumerable<string> Names => _packages.Keys;

    /// <summary>The manifest of a package or null.</summary>
    public PackageDocument? Find(string name) => _packages.GetValueOrDefault(name);

    /// <summary>
    /// True when a document of package <paramref name="from"/> may refer to one of <paramref name="to"/>: the tenant's own documents to every one, a
    /// package's to its own, the platform's, and those of the packages it depends on, directly or through others.
    /// </summary>
    public bool MayUse(string? from, string? to)
    {
        if (from is null || from == to || to == BuiltIn.BuiltInDocuments.PackageName) return true;
        return to is not null && Visible(from).Contains(to);
    }

    private HashSet<string> Visible(string package)
    {
        if (_visible.TryGetValue(package, out HashSet<string>? known)) return known;
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new([package]);
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name) || Find(name) is not { } manifest) continue;
            foreach (PackageDependency dependency in manifest.Dependencies) open.Push(dependency.Package);
        }

        return _visible[package] = seen;
    }
}
