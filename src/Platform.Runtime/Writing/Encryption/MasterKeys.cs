using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>
/// The master keys of this installation: a file in the data directory that its owner alone may read. New values are encrypted under the newest key; older
/// keys stay, so that older values, and those of older backups, can be read. A key that another process has added is found when a value names it.
/// </summary>
public sealed class MasterKeys
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "master-keys.json";

    private const int KeyBytes = 32;
    private readonly string _path;
    private readonly Lock _changing = new();
    private volatile SortedDictionary<int, byte[]> _keys;

    private MasterKeys(string path)
    {
        _path = path;
        _keys = Read(path);
    }

    /// <summary>Version of the key for new values.</summary>
    public int CurrentVersion => _keys.Keys.Last();

    /// <summary>What tells the keys apart without giving them away, by version.</summary>
    public IReadOnlyDictionary<int, string> Fingerprints => _keys.ToDictionary(
        k => k.Key, k => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, k.Value, 8, [], "platform.key-fingerprint.v1"u8.ToArray())));

    /// <summary>Reads the keys of a data directory; makes the first one when there is no file yet.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <exception cref="InvalidDataException">The file is there but cannot be understood; it is left as it is, for values depend on it.</exception>
    public static MasterKeys Open(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        string path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path)) TryWrite(path, new SortedDictionary<int, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyBytes) }, replace: false);
        return new MasterKeys(path);
    }

    /// <summary>Adds a key under which values are encrypted from now on, here at once, by other processes when they meet the first of them.</summary>
    public void Rotate()
    {
        lock (_changing)
        {
            SortedDictionary<int, byte[]> keys = Read(_path);
            keys[keys.Keys.Last() + 1] = RandomNumberGenerator.GetBytes(KeyBytes);
            TryWrite(_path, keys, replace: true);
            _keys = keys;
        }
    }

    /// <summary>The tenant's own key under a master key: HKDF-SHA256 with the tenant as salt, so that no tenant's key says anything of another's.</summary>
    /// <exception cref="CryptographicException">There is no master key of that version.</exception>
    internal byte[] TenantKey(int version, Guid tenant)
    {
        byte[] master = Find(version) ?? throw new CryptographicException($"Master key {version} is missing.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, tenant.ToByteArray(bigEndian: true), "platform.encrypted-text.v1"u8.ToArray());
    }

    private byte[]? Find(int version)
    {
        if (_keys.TryGetValue(version, out byte[]? known)) return known;
        lock (_changing) _keys = Read(_path);
        return _keys.GetValueOrDefault(version);
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
