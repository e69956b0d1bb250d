using System.Globalization;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles package manifests: every needed package is there in a suitable version, and none needs itself.</summary>
internal static class PackageCompiler
{
    /// <summary>Checks a manifest and translates its texts.</summary>
    public static void Compile(PackageDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Package, document.Name);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Dependencies.Count; i++)
        {
            PackageDependency dependency = document.Dependencies[i];
            string pointer = $"/dependencies/{i}/package";
            if (!seen.Add(dependency.Package)) part.Error(document, pointer, DocumentCodes.DuplicateItem, $"The package \"{dependency.Package}\" is listed twice.");
            CheckDependency(document, dependency, pointer, part);
        }

        if (CircleFrom(document.Name, part.Packages) is { } circle)
        {
            part.Error(document, "/dependencies", DocumentCodes.PackageCycle, $"Packages depend on each other in a circle: {string.Join(" → ", circle)}.");
        }

        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
        };
        part.WarnUnused(texts);
    }

    private static void CheckDependency(PackageDocument document, PackageDependency dependency, string pointer, PartBuilder part)
    {
        if (part.Packages.Find(dependency.Package) is not { } found)
        {
            part.Unknown(
                document, pointer, DocumentCodes.UnknownPackage, $"The package \"{dependency.Package}\" is not installed.", dependency.Package,
                part.Packages.Names.Where(n => n != document.Name));
            return;
        }

        part.Use(Element.Package(found.Name), document, pointer);
        if (!Satisfies(found.Version, dependency.MinVersion))
        {
            part.Error(
                document, pointer, DocumentCodes.PackageVersion,
                $"Package \"{found.Name}\" is installed in version {found.Version}; needed is {dependency.MinVersion} or later of the same major version.");
        }
    }

    private static bool Satisfies(string version, string least)
    {
        int[] have = Numbers(version), need = Numbers(least);
        return have[0] == need[0] && (have[1], have[2]).CompareTo((need[1], need[2])) >= 0;
    }

    private static int[] Numbers(string version) => [.. version.Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    private static List<string>? CircleFrom(string name, PackageGraph packages)
    {
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal);
        Queue<string> open = new([name]);
        while (open.TryDequeue(out string? at))
        {
            foreach (PackageDependency dependency in packages.Find(at)?.Dependencies ?? [])
            {
                if (dependency.Package == name) return Way(name, at, cameFrom);
                if (cameFrom.TryAdd(dependency.Package, at)) open.Enqueue(dependency.Package);
            }
        }

        return null;
    }

    private static List<string> Way(string name, string last, Dictionary<string, string> cameFrom)
    {
        List<string> way = [name];
        for (string at = last; at != name; at = cameFrom[at]) way.Insert(0, at);
        way.Insert(0, name);
        return way;
    }
}
