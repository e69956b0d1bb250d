namespace Platform.Runtime.Backup;

/// <summary>What an archive holds and how to put it back: its entry <c>manifest.json</c>, written last.</summary>
public sealed record BackupManifest
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the archive.</summary>
    public required int Format { get; init; }

    /// <summary>When the backup was begun, UTC: the archive shows the installation as it was then.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether it holds one tenant instead of the whole installation.</summary>
    public required bool IsOfTenant { get; init; }

    /// <summary>The last migration of the catalog that it was made from.</summary>
    public required string Migration { get; init; }

    /// <summary>The tenants.</summary>
    public required IReadOnlyList<BackupTenant> Tenants { get; init; }

    /// <summary>Tables of the catalog, in an order in which each refers to earlier ones alone.</summary>
    public required IReadOnlyList<BackupTable> Catalog { get; init; }

    /// <summary>Number of values of records that only the master keys can read.</summary>
    public required long EncryptedValues { get; init; }

    /// <summary>Number of tenants' secrets, which only the master keys can read as well.</summary>
    internal long Secrets => Catalog.FirstOrDefault(t => t.Name == CatalogTables.Secrets)?.Rows ?? 0;

    /// <summary>Fingerprints of the master keys by version. The keys themselves are not in the archive.</summary>
    public required IReadOnlyDictionary<int, string> Keys { get; init; }
}
