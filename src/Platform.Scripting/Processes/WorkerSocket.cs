using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;

namespace Platform.Scripting.Processes;

/// <summary>The host's end of the connection to a worker. The form of messages is told in <c>Worker/frames.mjs</c>.</summary>
/// <param name="socket">The connected socket.</param>
/// <param name="maxMessageBytes">Longer messages end the connection.</param>
internal sealed class WorkerSocket(Socket socket, int maxMessageBytes) : IDisposable
{
    /// <summary>A head is small; arguments and results travel in the body.</summary>
    private const int MaxHeadBytes = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Heads = new() { MaxDepth = 8 };
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The other end was closed with something left in it that it had not read.</summary>
    public bool WasReset { get; private set; }

    /// <summary>Sends a message.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        int length = 8 + head.Length + body.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        BinaryPrimitives.WriteInt32LittleEndian(rented, length - 4);
        BinaryPrimitives.WriteInt32LittleEndian(rented.AsSpan(4), head.Length);
        head.CopyTo(rented.AsMemory(8));
        body.CopyTo(rented.AsMemory(8 + head.Length));
        await _sending.WaitAsync(cancellation);
        try
        {
            for (int sent = 0; sent < length;) sent += await socket.SendAsync(rented.AsMemory(sent, length - sent), CancellationToken.None);
        }
        finally
        {
            _sending.Release();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Waits for the next message; null when the worker is gone or breaks the form of messages.</summary>
    public async ValueTask<WorkerMessage?> ReceiveAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(8, cancellation)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        int head = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + 4));
        if (length < 4 || length > maxMessageBytes || head < 2 || head > length - 4 || head > MaxHeadBytes) return null;
        if (!await FillAsync(4 + length, cancellation)) return null;
        try
        {
            using var read = JsonDocument.Parse(_buffer.AsMemory(_start + 8, head), Heads);
            WorkerMessage message = new(read.RootElement.Clone(), _buffer.AsSpan(_start + 8 + head, length - 4 - head).ToArray());
            _start += 4 + length;
            return message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_end - _start >= wanted) return true;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_buffer.Length < wanted) Array.Resize(ref _buffer, Math.Max(wanted, Math.Min(_buffer.Length * 2, maxMessageBytes + 8)));
        while (_end < wanted)
        {
            int read;
            try
            {
                read = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellation);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                WasReset = failure is SocketException { SocketErrorCode: SocketError.ConnectionReset };
                return false;
            }
            if (read == 0) return false;
            _end += read;
        }
        return true;
    }
}
