using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Tests;

/// <summary>Finds the documents of the apps: every JSON file under <c>apps/</c> that has a <c>kind</c>; an app is a package of its folder's manifest.</summary>
internal static class AppDocuments
{
    public static IEnumerable<ReadResult> Read()
    {
        string root = Path.Combine(RepositoryRoot, "apps");
        if (!Directory.Exists(root)) yield break;
        foreach (string app in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
        {
            foreach (string file in Directory.GetFiles(app, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                byte[] text = File.ReadAllBytes(file);
                if (!IsDocument(text)) continue;
                string whole = HookSources.Inline(
                    Path.GetRelativePath(app, file).Replace('\\', '/'), Encoding.UTF8.GetString(text), path => ReadSource(Path.Combine(app, HookSources.Folder, path)));
                yield return DocumentReader.Read(new DocumentSource(Encoding.UTF8.GetBytes(whole), Path.GetRelativePath(root, file), Path.GetFileName(app)));
            }
        }
    }

    /// <summary>The root of the repository that the tests were built in.</summary>
    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string? ReadSource(string file) => File.Exists(file) ? File.ReadAllText(file) : null;

    private static string ThisFile([CallerFilePath] string here = "") => here;

    private static bool IsDocument(byte[] text)
    {
        using JsonDocument parsed = JsonDocument.Parse(text);
        return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("kind", out _);
    }
}
