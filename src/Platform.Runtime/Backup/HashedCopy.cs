using System.Buffers;
using System.Security.Cryptography;

namespace Platform.Runtime.Backup;

/// <summary>Copies streams and tells what passed.</summary>
internal static class HashedCopy
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Copies to the end.</summary>
    /// <returns>SHA-256 in lower-case hex.</returns>
    internal static async Task<string> RunAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
