using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Platform.Runtime.Writing;

/// <summary>
/// Ids of new records: UUIDs of version 7 (RFC 9562), which ascend with the time, so that indexes grow at their ends. Their random bits are asked of the system for many at once: asked for each, they
/// take a twentieth of a mutation of many.
/// </summary>
internal static class RecordIds
{
    private const int RandomBytes = 10;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _used;

    /// <summary>A new id.</summary>
    public static Guid New()
    {
        byte[] random = _random ??= new byte[RandomBytes * 64];
        if (_used == 0) RandomNumberGenerator.Fill(random);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 16);
        random.AsSpan(_used, RandomBytes).CopyTo(id[6..]);
        _used = (_used + RandomBytes) % random.Length;
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }
}
