using Platform.Metadata.Packages;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.AppTests;

/// <summary>A package as it lies in its folder, with those that it needs and the files of its tests.</summary>
/// <param name="Root">Absolute path of the folder.</param>
/// <param name="Packages">The package and what it needs, in the order of their dependencies.</param>
/// <param name="Files">Paths of the test files below the folder, with slashes, in their order.</param>
internal sealed record AppUnderTest(string Root, IReadOnlyList<AppPackage> Packages, IReadOnlyList<string> Files)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="AppTestException">There is no package, or a document of it cannot be read.</exception>
    public static AppUnderTest Read(AppTestOptions options)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Folder));
        if (!File.Exists(Path.Combine(root, PackageFiles.ManifestFile))) throw new AppTestException($"{options.Folder} is no package: it has no {PackageFiles.ManifestFile}.");
        try
        {
            AppPackage own = AppPackage.Read(root);
            IEnumerable<string> beside = Path.GetDirectoryName(root) is { } parent
                ? Directory.GetDirectories(parent).Where(f => f != root && File.Exists(Path.Combine(f, PackageFiles.ManifestFile))).Order(StringComparer.Ordinal)
                : [];
            AppPackage[] others = [.. options.With.Concat(beside).Select(AppPackage.Read)];
            return new AppUnderTest(root, [.. PackageFiles.Needed(own, others, p => p.Manifest), own], [.. TestFiles(root)]);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new AppTestException(failure.Message);
        }
    }

    private static IEnumerable<string> TestFiles(string root) =>
        Directory.GetFiles(root, "*.test.?s", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal))
            .Where(path => !path.Split('/').Any(part => part.StartsWith('.') || part == "node_modules"))
            .Order(StringComparer.Ordinal);
}
