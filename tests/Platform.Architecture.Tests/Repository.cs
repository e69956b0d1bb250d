using System.Text.RegularExpressions;

namespace Platform.Architecture.Tests;

/// <summary>The files of the repository, as the tests read them.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files below a folder of the repository, without what is built or installed.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions)
    {
        string path = Path.Combine(Root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)) && !IsBuilt(Path.GetRelativePath(Root, file)));
    }

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Namespaces named in <c>using</c> directives, static ones and aliases included.</summary>
    public static IEnumerable<string> Usings(string file) =>
        Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    private static bool IsBuilt(string relative) =>
        relative.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "dist" or "bin" or "obj" or ".artifacts");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the repository.");
    }

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
