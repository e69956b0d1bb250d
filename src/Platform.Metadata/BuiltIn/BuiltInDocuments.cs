using System.Reflection;
using Platform.Metadata.Reading;

namespace Platform.Metadata.BuiltIn;

/// <summary>
/// The platform's own documents (users, teams, departments, files, history, the administrator's role): embedded JSON, compiled into every
/// tenant's model before its own documents.
/// </summary>
public static class BuiltInDocuments
{
    /// <summary>Name of the package that they belong to.</summary>
    public const string PackageName = "platform";

    /// <summary>All of them, ordered by resource name; the same instances on every call.</summary>
    /// <exception cref="InvalidOperationException">An embedded document cannot be read; a test makes sure that none is so.</exception>
    public static IReadOnlyList<SourceDocument> All { get; } = Load();

    private static List<SourceDocument> Load()
    {
        Assembly assembly = typeof(BuiltInDocuments).Assembly;
        const string prefix = "Platform.Metadata.BuiltIn.";
        List<SourceDocument> documents = [];
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using MemoryStream text = new();
            stream.CopyTo(text);
            string file = "built-in/" + resource[prefix.Length..];
            ReadResult read = DocumentReader.Read(new DocumentSource(text.ToArray(), file, PackageName));
            documents.Add(read.Document ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics)));
        }

        return documents;
    }
}
