using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>The manifest of a package: what it is called and needs.</summary>
public sealed record PackageDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Package;

    /// <summary>Semantic version, for example <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Prefix of the package's names; null for the standard apps of this repository.</summary>
    public string? Namespace { get; init; }

    /// <summary>Packages that must be installed, with the least version of each.</summary>
    public EquatableArray<PackageDependency> Dependencies { get; init; }
}
