using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Platform.Runtime.Files;

/// <summary>
/// Contents of files under the data directory, named by their SHA-256, apart for each tenant: <c>files/&lt;tenant&gt;/ab/cd/abcd…</c>. Equal contents are kept once. A
/// content is there wholly or not at all: it is written aside, flushed, and moved into place.
/// </summary>
/// <param name="root">The folder <c>files</c> of the data directory.</param>
public sealed class ContentStore(string root)
{
    /// <summary>How much of a content's beginning is kept to find out what it is.</summary>
    public const int HeadBytes = 64 * 1024;

    private const string Incoming = "incoming";
    private const int BufferBytes = 128 * 1024;

    /// <summary>Takes in a content.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="source">The content; read to its end.</param>
    /// <param name="maxBytes">Largest accepted size.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <returns>The content, or null when it is larger than accepted.</returns>
    public async Task<StoredContent?> AddAsync(Guid tenant, Stream source, long maxBytes, CancellationToken cancellation)
    {
        string folder = Path.Combine(TenantFolder(tenant), Incoming);
        Directory.CreateDirectory(folder);
        string draft = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            if (await CopyAsync(source, draft, maxBytes, cancellation) is not var (hash, size, head)) return null;
            string path = PathOf(tenant, hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Moved even over an equal content: its age begins anew, so that the clean-up does not take it for an orphan.
            File.Move(draft, path, overwrite: true);
            return new StoredContent(hash, size, head, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Where a content is.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="sha256">Its name, 64 lower-case hex digits.</param>
    public string PathOf(Guid tenant, string sha256) => Path.Combine(TenantFolder(tenant), sha256[..2], sha256[2..4], sha256);

    /// <summary>Tenants that have contents.</summary>
    public IEnumerable<Guid> Tenants() => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Select(d => Guid.TryParseExact(Path.GetFileName(d), "N", out Guid id) ? id : Guid.Empty).Where(id => id != Guid.Empty)
        : [];

    /// <summary>Names of all contents of a tenant, in order.</summary>
    public IEnumerable<string> Contents(Guid tenant) => Names(tenant).Order(StringComparer.Ordinal);

    /// <summary>Names of a tenant's contents that were not touched since an instant.</summary>
    public IEnumerable<string> UntouchedSince(Guid tenant, DateTime instant) => Names(tenant).Where(name => IsUntouched(PathOf(tenant, name), instant));

    /// <summary>Removes a content if it was not touched since an instant, so that an upload of equal content in the meantime keeps it.</summary>
    public void RemoveUntouched(Guid tenant, string sha256, DateTime instant)
    {
        string path = PathOf(tenant, sha256);
        if (IsUntouched(path, instant)) File.Delete(path);
    }

    /// <summary>Removes the drafts of uploads that were cut off.</summary>
    public void RemoveDrafts(Guid tenant, DateTime olderThan)
    {
        string folder = Path.Combine(TenantFolder(tenant), Incoming);
        if (!Directory.Exists(folder)) return;
        foreach (string draft in Directory.EnumerateFiles(folder).Where(f => IsUntouched(f, olderThan))) File.Delete(draft);
    }

    /// <summary>Removes all contents of a tenant.</summary>
    public void RemoveTenant(Guid tenant)
    {
        string folder = TenantFolder(tenant);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static bool IsUntouched(string path, DateTime instant) => File.Exists(path) && File.GetLastWriteTimeUtc(path) < instant;

    private string TenantFolder(Guid tenant) => Path.Combine(root, tenant.ToString("N", CultureInfo.InvariantCulture));

    private IEnumerable<string> Names(Guid tenant)
    {
        string folder = TenantFolder(tenant);
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) != Incoming)
            .SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories))
            .Select(f => Path.GetFileName(f)).Where(n => n.Length == 64);
    }

    private static async Task<(string Hash, long Size, byte[] Head)?> CopyAsync(Stream source, string draft, long maxBytes, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using MemoryStream head = new();
        long size = 0;
        try
        {
            await using FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            int read;
            while ((read = await source.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellation)) > 0)
            {
                size += read;
                if (size > maxBytes) return null;
                hash.AppendData(buffer, 0, read);
                if (head.Length < HeadBytes) head.Write(buffer, 0, (int)Math.Min(read, HeadBytes - head.Length));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, head.ToArray());
    }
}
