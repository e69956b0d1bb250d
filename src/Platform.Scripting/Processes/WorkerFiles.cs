using System.Runtime.InteropServices;

namespace Platform.Scripting.Processes;

/// <summary>
/// What a worker consists of: Node and the packages pinned by <c>Worker/package-lock.json</c>, installed by <c>./platform setup</c>, and the
/// worker's own source, which lies beside this assembly.
/// </summary>
/// <param name="Node">Absolute path of Node's program.</param>
/// <param name="Packages">Absolute path of the folder that holds <c>node_modules</c>.</param>
/// <param name="Source">Absolute path of the folder of the worker's source.</param>
public sealed record WorkerFiles(string Node, string Packages, string Source)
{
    /// <summary>Environment variable naming the folder that holds <c>node_modules</c> with Node and isolated-vm.</summary>
    public const string LocationVariable = "PLATFORM_SCRIPTING";

    private const string InstalledUnder = ".artifacts/scripting";

    /// <summary>Finds them: in the folder named by <see cref="LocationVariable"/>, otherwise in <c>.artifacts/scripting</c> of the nearest folder above the program.</summary>
    /// <exception cref="ScriptingUnavailableException">Not installed, or none exists for this machine.</exception>
    public static WorkerFiles Locate()
    {
        foreach (string candidate in Candidates())
        {
            if (!Directory.Exists(Path.Combine(candidate, "node_modules", "isolated-vm"))) continue;
            string node = FindNode(candidate) ?? throw new ScriptingUnavailableException("Hooks need Node.js 24 or newer, which was not found on this machine.");
            return new WorkerFiles(node, candidate, Path.Combine(AppContext.BaseDirectory, "Worker"));
        }
        throw new ScriptingUnavailableException("The programs that hooks run in are not installed. Run './platform setup'.");
    }

    /// <summary>The text that runs first in every context.</summary>
    public string Bootstrap() => File.ReadAllText(Path.Combine(Source, "bootstrap.js"));

    /// <summary>Node of the package for this machine; where there is none, the one on the path.</summary>
    private static string? FindNode(string packages)
    {
        string package = $"node-linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        IEnumerable<string> onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "node"));
        return onPath.Prepend(Path.Combine(packages, "node_modules", package, "bin", "node")).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Candidates()
    {
        string? named = Environment.GetEnvironmentVariable(LocationVariable);
        if (!string.IsNullOrEmpty(named)) yield return Path.GetFullPath(named);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, InstalledUnder);
    }
}
