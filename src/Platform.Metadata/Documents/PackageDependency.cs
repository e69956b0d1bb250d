using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A needed package.</summary>
/// <param name="Package">Name.</param>
/// <param name="MinVersion">Least version (same major).</param>
public sealed record PackageDependency([Format(TextFormat.DocumentName)] string Package, [Format(TextFormat.Version)] string MinVersion);
