namespace Platform.Runtime.Catalog;

/// <summary>A package that a tenant has.</summary>
public sealed class InstalledPackage
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Name of the package.</summary>
    public required string Name { get; init; }

    /// <summary>Semantic version.</summary>
    public required string Version { get; set; }

    /// <summary>SHA-256 of the package's files, by which an unchanged package is told without reading its documents.</summary>
    public required byte[] Checksum { get; set; }

    /// <summary>When this version was installed, UTC.</summary>
    public DateTime InstalledAt { get; set; }

    /// <summary>Revision that installed this version.</summary>
    public long Revision { get; set; }
}
