using System.IO.Compression;
using System.Text.Json;

namespace Platform.Runtime.Backup;

/// <summary>An archive opened for reading.</summary>
internal sealed class BackupArchive : IAsyncDisposable
{
    private readonly ZipArchive _archive;

    private BackupArchive(ZipArchive archive, BackupManifest manifest)
    {
        _archive = archive;
        Manifest = manifest;
    }

    internal BackupManifest Manifest { get; }

    /// <exception cref="BackupException"><c>BACKUP_UNREADABLE</c>, <c>BACKUP_NEWER</c>.</exception>
    internal static async Task<BackupArchive> OpenAsync(string path, CancellationToken cancellation)
    {
        ZipArchive? archive = null;
        try
        {
            archive = await ZipFile.OpenReadAsync(path, cancellation);
            ZipArchiveEntry entry = archive.GetEntry(BackupWriter.ManifestEntry) ?? throw new InvalidDataException("It has no manifest.");
            await using Stream content = await entry.OpenAsync(cancellation);
            BackupManifest manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(content, cancellationToken: cancellation)
                ?? throw new InvalidDataException("Its manifest is empty.");
            if (manifest.Format > BackupManifest.CurrentFormat)
                throw new BackupException("BACKUP_NEWER", $"'{path}' was made by a newer version of the platform. Restore it with that version.");
            return new BackupArchive(archive, manifest);
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            archive?.Dispose();
            throw new BackupException("BACKUP_UNREADABLE", $"'{path}' can't be read as a backup: {failure.Message}", failure);
        }
        catch (BackupException)
        {
            archive?.Dispose();
            throw;
        }
    }

    /// <summary>Copies an entry out and checks that it is what was put in.</summary>
    /// <exception cref="BackupException"><c>BACKUP_DAMAGED</c>.</exception>
    internal async Task CopyAsync(string entry, string sha256, Stream to, CancellationToken cancellation)
    {
        string found;
        try
        {
            await using Stream content = await (_archive.GetEntry(entry) ?? throw new InvalidDataException("it is missing")).OpenAsync(cancellation);
            found = await HashedCopy.RunAsync(content, to, cancellation);
        }
        catch (InvalidDataException damage)
        {
            throw new BackupException("BACKUP_DAMAGED", $"The archive is damaged at '{entry}': {damage.Message}. Nothing was restored.", damage);
        }

        if (found != sha256) throw new BackupException("BACKUP_DAMAGED", $"The archive is damaged at '{entry}': its checksum is another. Nothing was restored.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();
}
