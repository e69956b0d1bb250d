using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Files;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>
/// Puts an archive back: an installation into an empty one, a tenant into one that does not have it. Everything is one transaction, so that a restore that was
/// cut off has left nothing; nothing that exists is ever overwritten.
/// </summary>
/// <param name="dataSource">Connections to the database, its catalog migrated.</param>
/// <param name="files">Contents of files.</param>
/// <param name="keys">The master keys.</param>
public sealed class BackupRestorer(NpgsqlDataSource dataSource, ContentStore files, MasterKeys keys)
{
    private const string OutboxTable = "outbox";

    /// <summary>Restores an archive.</summary>
    /// <param name="path">Path of the archive.</param>
    /// <param name="withoutKeys">Restore although encrypted values cannot be read with the keys of this installation.</param>
    /// <param name="cancellation">Stops; nothing was restored then.</param>
    /// <exception cref="BackupException">
    /// <c>BACKUP_UNREADABLE</c>, <c>BACKUP_NEWER</c>, <c>BACKUP_DAMAGED</c>, <c>BACKUP_KEYS_MISSING</c>, <c>RESTORE_NOT_EMPTY</c>, <c>RESTORE_TENANT_EXISTS</c>.
    /// </exception>
    public async Task<BackupManifest> RestoreAsync(string path, bool withoutKeys, CancellationToken cancellation)
    {
        await using BackupArchive archive = await BackupArchive.OpenAsync(path, cancellation);
        BackupManifest manifest = archive.Manifest;
        if (!withoutKeys) RequireKeys(manifest);
        bool lacksKeys = !HasKeys(manifest);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await RequireRoomAsync(connection, manifest, cancellation);
        CatalogRestore catalog = new(connection, archive, cancellation);
        foreach (BackupTable table in manifest.Catalog) await catalog.StageAsync(table);
        if (manifest.IsOfTenant) await catalog.JoinKnownPeopleAsync();
        foreach (BackupTable table in manifest.Catalog) await catalog.StoreAsync(table, ownIds: table.Name is not (OutboxTable or CatalogTables.Timers or CatalogTables.InboundCalls or "identity_claims"));
        if (lacksKeys) await DropUnreadableSecretsAsync(connection, manifest, cancellation);
        foreach (BackupTenant tenant in manifest.Tenants) await new SchemaRestore(connection, archive, tenant, cancellation).RunAsync();
        foreach (BackupTenant tenant in manifest.Tenants) await RestoreFilesAsync(archive, tenant, cancellation);
        await transaction.CommitAsync(cancellation);
        await AnalyzeAsync(manifest, cancellation);
        return manifest;
    }

    private void RequireKeys(BackupManifest manifest)
    {
        if (HasKeys(manifest)) return;
        throw new BackupException(
            "BACKUP_KEYS_MISSING",
            $"The archive holds {manifest.EncryptedValues + manifest.Secrets} encrypted values, and {MasterKeys.FileName} of this data directory does not have the keys to them. " +
            "Put the file of the installation that made the backup into the data directory first, or give --without-keys to restore everything else. Nothing was restored.");
    }

    private bool HasKeys(BackupManifest manifest) =>
        manifest.EncryptedValues + manifest.Secrets == 0 || manifest.Keys.All(k => keys.Fingerprints.TryGetValue(k.Key, out string? known) && known == k.Value);

    /// <summary>A secret that nobody can read is one that is not set: whoever looks at the tenant sees what is to be set again.</summary>
    private async Task DropUnreadableSecretsAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancellation)
    {
        FieldCipher cipher = new(keys);
        List<(Guid Tenant, string Name)> unreadable = [];
        await using (NpgsqlCommand read = new("SELECT tenant_id, name, value FROM platform.secrets WHERE tenant_id = ANY ($1)", connection))
        {
            read.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. manifest.Tenants.Select(t => t.Id)] });
            await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                (Guid tenant, string name) = (reader.GetGuid(0), reader.GetString(1));
                if (cipher.TryDecrypt(await reader.GetFieldValueAsync<byte[]>(2, cancellation), CipherPlace.OfSecret(tenant, name)) is null) unreadable.Add((tenant, name));
            }
        }

        await using NpgsqlCommand drop = new("DELETE FROM platform.secrets WHERE (tenant_id, name) IN (SELECT * FROM unnest($1, $2))", connection);
        drop.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. unreadable.Select(u => u.Tenant)] });
        drop.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. unreadable.Select(u => u.Name)] });
        await drop.ExecuteNonQueryAsync(cancellation);
    }

    /// <exception cref="BackupException"><c>RESTORE_NOT_EMPTY</c>, <c>RESTORE_TENANT_EXISTS</c>, <c>BACKUP_NEWER</c>.</exception>
    private static async Task RequireRoomAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancellation)
    {
        // No host makes its first tenant meanwhile.
        await ScalarAsync(connection, "SELECT pg_advisory_xact_lock($1)", AdvisoryLocks.FirstRun, cancellation);
        if (string.CompareOrdinal((string)(await ScalarAsync(connection, "SELECT max(\"MigrationId\") FROM platform.migrations", null, cancellation))!, manifest.Migration) < 0)
            throw new BackupException("BACKUP_NEWER", "The archive was made by a newer version of the platform. Restore it with that version.");
        if (!manifest.IsOfTenant)
        {
            if (!(bool)(await ScalarAsync(
                connection, "SELECT EXISTS (SELECT FROM platform.tenants) OR EXISTS (SELECT FROM platform.identities)", null, cancellation))!) return;
            throw new BackupException(
                "RESTORE_NOT_EMPTY", "This installation has tenants already, and a whole installation is restored into an empty one alone. Name another data directory with --data.");
        }

        foreach (BackupTenant tenant in manifest.Tenants)
        {
            bool exists = (bool)(await ScalarAsync(connection, "SELECT EXISTS (SELECT FROM platform.tenants WHERE slug = $1)", tenant.Slug, cancellation))!
                || (bool)(await ScalarAsync(connection, "SELECT EXISTS (SELECT FROM platform.tenants WHERE id = $1)", tenant.Id, cancellation))!;
            if (exists) throw new BackupException("RESTORE_TENANT_EXISTS", $"There is a tenant '{tenant.Slug}' already. Delete it first, or restore into another installation.");
        }
    }

    /// <summary>Files come before the commit: content without a tenant is swept away by the next restore, a tenant without its content would stay so.</summary>
    private async Task RestoreFilesAsync(BackupArchive archive, BackupTenant tenant, CancellationToken cancellation)
    {
        files.RemoveTenant(tenant.Id);
        foreach (string name in tenant.Files)
        {
            string place = files.PathOf(tenant.Id, name), draft = place + ".partial";
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await using (FileStream content = new(draft, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await archive.CopyAsync($"tenants/{tenant.Slug}/files/{name}", name, content, cancellation);
                content.Flush(flushToDisk: true);
            }

            File.Move(draft, place);
        }
    }

    private async Task AnalyzeAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (BackupTenant tenant in manifest.Tenants)
        {
            foreach (BackupTable table in tenant.Tables)
            {
                await using NpgsqlCommand analyze = dataSource.CreateCommand($"ANALYZE {SqlIdentifier.Quote(tenant.Schema)}.{SqlIdentifier.Quote(table.Name)}");
                analyze.CommandTimeout = 0;
                await analyze.ExecuteNonQueryAsync(cancellation);
            }
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query, object? value, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(query, connection);
        if (value is not null) command.Parameters.AddWithValue(value);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
