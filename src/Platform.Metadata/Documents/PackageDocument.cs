using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>The manifest of a package: what it is called and needs.</summary>
[Named(TextFormat.DocumentName)]
public sealed record PackageDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Package;

    /// <summary>Semantic version, for example <c>1.2.0</c>.</summary>
    [Format(TextFormat.Version)]
    public required string Version { get; init; }

    /// <summary>Prefix of the package's names; null for the standard apps of this repository.</summary>
    [Format(TextFormat.NamePrefix)]
    public string? Namespace { get; init; }

    /// <summary>Packages that must be installed, with the least version of each.</summary>
    [MaxLength(100)]
    public EquatableArray<PackageDependency> Dependencies { get; init; }
}
