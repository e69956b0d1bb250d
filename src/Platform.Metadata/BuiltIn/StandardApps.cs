namespace Platform.Metadata.BuiltIn;

/// <summary>
/// The packages of this repository's <c>apps/</c>. They alone, with the platform's own, name things without a namespace; everybody else's names begin
/// with theirs, so that no package takes a name that a later version of these wants (decision 0022).
/// </summary>
public static class StandardApps
{
    /// <summary>Their names, which no other package can have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sales"];

    /// <summary>True for a package whose names need no namespace.</summary>
    public static bool NeedsNoNamespace(string package) => package == BuiltInDocuments.PackageName || Names.Contains(package, StringComparer.Ordinal);
}
