using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>
/// The master keys of this installation: a file in the data directory that its owner alone may read. New values are encrypted under the newest key; older
/// keys stay, so that older values can be read until they are written again.
/// </summary>
public sealed class MasterKeys
{
    private const int KeyBytes = 32;
    private const string FileName = "master-keys.json";
    private readonly SortedDictionary<int, byte[]> _keys;

    private MasterKeys(SortedDictionary<int, byte[]> keys) => _keys = keys;

    /// <summary>Version of the key for new values.</summary>
    public int CurrentVersion => _keys.Keys.Last();

    /// <summary>Reads the keys of a data directory; makes the first one when there is no file yet.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <exception cref="InvalidDataException">The file is there but cannot be understood; it is left as it is, for values depend on it.</exception>
    public static MasterKeys Open(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        string path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path)) TryWrite(path, new SortedDictionary<int, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyBytes) }, replace: false);
        return new MasterKeys(Read(path));
    }

    /// <summary>Adds a key under which values are encrypted from now on. Nodes that share the data directory must be restarted.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    public static MasterKeys Rotate(string dataDirectory)
    {
        MasterKeys keys = Open(dataDirectory);
        keys._keys[keys.CurrentVersion + 1] = RandomNumberGenerator.GetBytes(KeyBytes);
        TryWrite(Path.Combine(dataDirectory, FileName), keys._keys, replace: true);
        return keys;
    }

    /// <summary>The tenant's own key under a master key: HKDF-SHA256 with the tenant as salt, so that no tenant's key says anything of another's.</summary>
    /// <exception cref="CryptographicException">There is no master key of that version.</exception>
    internal byte[] TenantKey(int version, Guid tenant)
    {
        if (!_keys.TryGetValue(version, out byte[]? master)) throw new CryptographicException($"Master key {version} is missing.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, tenant.ToByteArray(bigEndian: true), "platform.encrypted-text.v1"u8.ToArray());
    }

    private static SortedDictionary<int, byte[]> Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<SortedDictionary<int, byte[]>>(File.ReadAllBytes(path));
            if (keys is { Count: > 0 } && keys.All(k => k.Key > 0 && k.Value.Length == KeyBytes)) return keys;
        }
        catch (JsonException)
        {
            // Said below, together with the other ways to be wrong.
        }

        throw new InvalidDataException($"'{path}' does not hold master keys. Restore it from a backup: encrypted fields cannot be read without it.");
    }

    private static void TryWrite(string path, SortedDictionary<int, byte[]> keys, bool replace)
    {
        string draft = $"{path}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(draft, options))
        {
            JsonSerializer.Serialize(file, keys);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, replace);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            // Another node made the file first: its key counts.
            File.Delete(draft);
        }
    }
}
