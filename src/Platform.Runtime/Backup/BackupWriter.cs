using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Files;
using Platform.Runtime.Identity;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>
/// Writes an installation, or one tenant of it, into one archive (a ZIP file) while it is in use: catalog, tables with what is set aside, and files. Everything
/// comes from one snapshot of the database; nobody can change documents meanwhile. Rows are streamed, so memory does not grow with their number.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="files">Contents of files.</param>
/// <param name="keys">The master keys, of which the archive gets fingerprints.</param>
/// <param name="time">The clock.</param>
public sealed class BackupWriter(NpgsqlDataSource dataSource, ContentStore files, MasterKeys keys, TimeProvider time)
{
    private const int MostAttempts = 5;
    internal const string ManifestEntry = "manifest.json";

    /// <summary>Writes the archive under another name and moves it into place when it is whole.</summary>
    /// <param name="path">Path of the archive; nothing may be there.</param>
    /// <param name="tenant">Slug of the tenant; null for the whole installation.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <exception cref="BackupException"><c>BACKUP_EXISTS</c>, <c>BACKUP_FOREIGN_STORAGE</c>, <c>BACKUP_BUSY</c>.</exception>
    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>.</exception>
    public async Task<BackupManifest> WriteAsync(string path, string? tenant, CancellationToken cancellation)
    {
        if (File.Exists(path)) throw new BackupException("BACKUP_EXISTS", $"There is already a file '{path}'.");
        string draft = path + ".partial";
        File.Delete(draft);
        try
        {
            BackupManifest manifest;
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            // It holds everybody's records.
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (FileStream file = new(draft, options))
            {
                await using (ZipArchive archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, cancellation))
                {
                    manifest = await InSnapshotAsync(tenant, (connection, tenants) => FillAsync(archive, connection, tenants, tenant is not null, cancellation), cancellation);
                    await using Stream entry = await archive.CreateEntry(ManifestEntry, CompressionLevel.Optimal).OpenAsync(cancellation);
                    await JsonSerializer.SerializeAsync(entry, manifest, cancellationToken: cancellation);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
            return manifest;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Works in a snapshot in which no tenant is being changed by a deploy. The snapshot begins with the first statement of the transaction, so the tenants are
    /// locked before it, and looked at again in it.
    /// </summary>
    private async Task<BackupManifest> InSnapshotAsync(
        string? slug, Func<NpgsqlConnection, IReadOnlyList<TenantRow>, Task<BackupManifest>> work, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            try
            {
                IReadOnlyList<TenantRow> before = await TenantsAsync(connection, slug, cancellation);
                foreach (TenantRow tenant in before) await LockAsync(connection, tenant.Id, cancellation);
                await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
                IReadOnlyList<TenantRow> tenants = await TenantsAsync(connection, slug, cancellation);
                if (before.Select(t => t.Id).SequenceEqual(tenants.Select(t => t.Id))) return await work(connection, tenants);
            }
            finally
            {
                await using NpgsqlCommand unlock = new("SELECT pg_advisory_unlock_all()", connection);
                if (connection.FullState.HasFlag(System.Data.ConnectionState.Open)) await unlock.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }

        throw new BackupException("BACKUP_BUSY", "Tenants are being made or deleted all the time. Try again.");
    }

    private async Task<BackupManifest> FillAsync(
        ZipArchive archive, NpgsqlConnection connection, IReadOnlyList<TenantRow> tenants, bool isOfTenant, CancellationToken cancellation)
    {
        DateTime begun = time.GetUtcNow().UtcDateTime;
        IReadOnlyList<BackupTable> shapes = await TableReader.ReadAsync(connection, CatalogTables.Schema, cancellation);
        // Ids from the database, printed by their type: letters, digits and hyphens alone.
        string ids = $"'{{{string.Join(',', tenants.Select(t => t.Id.ToString("D", CultureInfo.InvariantCulture)))}}}'::uuid[]";
        List<BackupTable> catalog = [];
        foreach ((string name, string ofTenants) in CatalogTables.All)
        {
            BackupTable shape = shapes.Single(s => s.Name == name) with { Constraints = [], ForeignKeys = [], Indexes = [] };
            string condition = isOfTenant ? " WHERE " + string.Format(CultureInfo.InvariantCulture, ofTenants, ids) : "";
            catalog.Add(await CopyAsync(archive, connection, CatalogTables.Schema, shape, $"catalog/{name}.copy", condition, cancellation));
        }

        List<BackupTenant> written = [];
        long encrypted = 0;
        foreach (TenantRow tenant in tenants)
        {
            await TableReader.RequireKnownStorageAsync(connection, tenant.Schema, cancellation);
            List<BackupTable> tables = [];
            foreach (BackupTable shape in await TableReader.ReadAsync(connection, tenant.Schema, cancellation))
            {
                tables.Add(await CopyAsync(archive, connection, tenant.Schema, shape, $"tenants/{tenant.Slug}/tables/{shape.Name}.copy", "", cancellation));
                encrypted += await EncryptedValuesAsync(connection, tenant.Schema, shape, cancellation);
            }

            IReadOnlyList<string> contents = await CopyFilesAsync(archive, tenant, cancellation);
            written.Add(new BackupTenant(tenant.Id, tenant.Slug, tenant.Schema, tenant.Revision, tables, contents));
        }

        return new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            CreatedAt = begun,
            IsOfTenant = isOfTenant,
            Migration = (string)(await ScalarAsync(connection, "SELECT max(\"MigrationId\") FROM platform.migrations", cancellation))!,
            Tenants = written,
            Catalog = catalog,
            EncryptedValues = encrypted,
            Keys = keys.Fingerprints,
        };
    }

    private static async Task<BackupTable> CopyAsync(
        ZipArchive archive, NpgsqlConnection connection, string schema, BackupTable shape, string entry, string condition, CancellationToken cancellation)
    {
        string from = $"FROM {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(shape.Name)}{condition}";
        string columns = string.Join(", ", shape.Columns.Select(c => SqlIdentifier.Quote(c.Name)));
        await using (NpgsqlRawCopyStream rows = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT {columns} {from}) TO STDOUT (FORMAT binary)", cancellation))
        {
            await using Stream content = await archive.CreateEntry(entry, CompressionLevel.Fastest).OpenAsync(cancellation);
            shape = shape with { Entry = entry, Sha256 = await HashedCopy.RunAsync(rows, content, cancellation) };
        }

        return shape with { Rows = (long)(await ScalarAsync(connection, $"SELECT count(*) {from}", cancellation))! };
    }

    private async Task<IReadOnlyList<string>> CopyFilesAsync(ZipArchive archive, TenantRow tenant, CancellationToken cancellation)
    {
        List<string> contents = [];
        foreach (string name in files.Contents(tenant.Id))
        {
            await using FileStream content = new(files.PathOf(tenant.Id, name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous);
            await using Stream entry = await archive.CreateEntry($"tenants/{tenant.Slug}/files/{name}", CompressionLevel.Fastest).OpenAsync(cancellation);
            if (await HashedCopy.RunAsync(content, entry, cancellation) != name)
                throw new BackupException("BACKUP_FILE_DAMAGED", $"The file '{content.Name}' is not what was stored: the disk has damaged it. Restore it from an earlier backup, or remove it.");
            contents.Add(name);
        }

        return contents;
    }

    // The bytes in tables of records are encrypted texts.
    private static async Task<long> EncryptedValuesAsync(NpgsqlConnection connection, string schema, BackupTable table, CancellationToken cancellation)
    {
        string[] columns = [.. table.Columns.Where(c => c.Type == "bytea").Select(c => $"count({SqlIdentifier.Quote(c.Name)})")];
        if (columns.Length == 0) return 0;
        return (long)(await ScalarAsync(
            connection, $"SELECT {string.Join(" + ", columns)} FROM {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table.Name)}", cancellation))!;
    }

    private static async Task LockAsync(NpgsqlConnection connection, Guid tenant, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new("SELECT pg_advisory_lock_shared($1)", connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(AdvisoryLocks.ForTenant(tenant));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>.</exception>
    private static async Task<IReadOnlyList<TenantRow>> TenantsAsync(NpgsqlConnection connection, string? slug, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(
            "SELECT id, slug, schema_name, revision FROM platform.tenants WHERE $1::text IS NULL OR slug = $1 ORDER BY created_at, id", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = slug ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        List<TenantRow> tenants = [];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) tenants.Add(new TenantRow(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3)));
        return slug is not null && tenants.Count == 0 ? throw new ProvisioningException("TENANT_NOT_FOUND", $"There is no tenant '{slug}'.") : tenants;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(query, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }

    private sealed record TenantRow(Guid Id, string Slug, string Schema, long Revision);
}
