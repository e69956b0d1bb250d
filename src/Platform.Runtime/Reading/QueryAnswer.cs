using System.Buffers;

namespace Platform.Runtime.Reading;

/// <summary>What the database has answered to a query.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Text">What is still to be passed on; empty when it was, or is too long.</param>
/// <param name="Rented">The array of the pool that holds it; null for another.</param>
internal sealed record QueryAnswer(long Length, ReadOnlyMemory<byte> Text = default, byte[]? Rented = null)
{
    /// <summary>Longest answer that is taken as a whole before it is passed on, in bytes.</summary>
    public const int MostAtOnce = 256 * 1024;

    /// <summary>
    /// Takes an answer as a whole. The database sends it in pieces of some kilobytes: each would make a segment of its own on its way to the client. Nor does the connection wait for the client.
    /// </summary>
    /// <param name="text">The answer.</param>
    /// <param name="length">Its length in bytes, at most <see cref="MostAtOnce"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static async Task<QueryAnswer> TakeAsync(Stream text, int length, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await text.ReadExactlyAsync(buffer.AsMemory(0, length), cancellation);
            return new QueryAnswer(length, buffer.AsMemory(0, length), buffer);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }
}
