using System.Buffers.Binary;

namespace Platform.Runtime.Database;

/// <summary>
/// Keys of the PostgreSQL advisory locks that nodes agree by. Keys of the platform itself are small numbers; those of a tenant are
/// <see cref="ForTenant"/>.
/// </summary>
public static class AdvisoryLocks
{
    /// <summary>Held while the catalog is migrated.</summary>
    public const long CatalogMigration = 1;

    /// <summary>Held while the first tenant and its administrator are made.</summary>
    public const long FirstRun = 2;

    /// <summary>Held while a node takes a job of background builds.</summary>
    public const long BackgroundBuilds = 3;

    /// <summary>Held while a tenant's documents change.</summary>
    /// <param name="tenantId">Id of the tenant.</param>
    /// <returns>A key that is stable over versions; two tenants share one with a probability of 2⁻⁶³, and then only wait for each other.</returns>
    public static long ForTenant(Guid tenantId)
    {
        Span<byte> bytes = stackalloc byte[16];
        tenantId.TryWriteBytes(bytes, bigEndian: true, out _);
        // The random half of a UUID v7. The sign bit keeps it apart from the platform's own keys.
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) | long.MinValue;
    }
}
