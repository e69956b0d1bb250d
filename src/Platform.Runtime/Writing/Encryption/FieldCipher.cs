using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Runtime.Writing.Encryption;

/// <summary>
/// AES-256-GCM over single values. Stored form: format 1 (a byte), version of the master key (4 bytes, big-endian), nonce (12), tag (16), cipher text. The tag covers
/// tenant, field and record too, so that a value copied to another place cannot be read there.
/// </summary>
/// <param name="keys">The master keys.</param>
/// <param name="logger">Is told of values that cannot be read; null for nobody.</param>
public sealed partial class FieldCipher(MasterKeys keys, ILogger<FieldCipher>? logger = null)
{
    private const byte Format = 1;
    private const int HeaderBytes = 5;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MaxCachedKeys = 1_000;
    private readonly ConcurrentDictionary<(int Version, Guid Tenant), byte[]> _tenantKeys = new();

    /// <summary>Encrypts under the newest key.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="place">Where it is stored.</param>
    public byte[] Encrypt(string text, CipherPlace place)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);
        byte[] stored = new byte[HeaderBytes + NonceBytes + TagBytes + plain.Length];
        stored[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(stored.AsSpan(1), keys.CurrentVersion);
        Span<byte> nonce = stored.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(TenantKey(keys.CurrentVersion, place.Tenant), TagBytes);
        aes.Encrypt(nonce, plain, stored.AsSpan(HeaderBytes + NonceBytes + TagBytes), stored.AsSpan(HeaderBytes + NonceBytes, TagBytes), place.ToBytes());
        CryptographicOperations.ZeroMemory(plain);
        return stored;
    }

    /// <summary>Decrypts a stored value.</summary>
    /// <param name="stored">The stored form.</param>
    /// <param name="place">Where it is stored.</param>
    /// <exception cref="CryptographicException">The value was altered, moved, or encrypted under a key that is missing.</exception>
    public string Decrypt(ReadOnlySpan<byte> stored, CipherPlace place)
    {
        if (stored.Length < HeaderBytes + NonceBytes + TagBytes || stored[0] != Format) throw new CryptographicException("Not an encrypted value.");
        int version = BinaryPrimitives.ReadInt32BigEndian(stored[1..]);
        ReadOnlySpan<byte> nonce = stored.Slice(HeaderBytes, NonceBytes), tag = stored.Slice(HeaderBytes + NonceBytes, TagBytes);
        ReadOnlySpan<byte> cipher = stored[(HeaderBytes + NonceBytes + TagBytes)..];
        byte[] plain = new byte[cipher.Length];
        using AesGcm aes = new(TenantKey(version, place.Tenant), TagBytes);
        aes.Decrypt(nonce, cipher, tag, plain, place.ToBytes());
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Decrypts a stored value; null, with an entry in the log, when it was altered or moved, or its key is missing.</summary>
    /// <param name="stored">The stored form.</param>
    /// <param name="place">Where it is stored.</param>
    public string? TryDecrypt(ReadOnlySpan<byte> stored, CipherPlace place)
    {
        try
        {
            return Decrypt(stored, place);
        }
        catch (CryptographicException failure)
        {
            if (logger is not null) LogUnreadable(logger, place.ToString(), failure.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An encrypted value cannot be read, and counts as blank: {Place}: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string place, string reason);

    private byte[] TenantKey(int version, Guid tenant)
    {
        if (_tenantKeys.Count > MaxCachedKeys) _tenantKeys.Clear();
        return _tenantKeys.GetOrAdd((version, tenant), k => keys.TenantKey(k.Version, k.Tenant));
    }
}
