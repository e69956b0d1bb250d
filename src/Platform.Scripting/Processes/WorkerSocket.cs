using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;

namespace Platform.Scripting.Processes;

/// <summary>
/// The host's end of the connection to a worker. The form of messages is told in <c>Worker/frames.mjs</c>. Whoever waits for a message waits in a thread of its own, which the system wakes itself: the framework's
/// way would wake two others one after the other. The socket is never used asynchronously, because it would not wait like that any more.
/// </summary>
/// <param name="socket">The connected socket.</param>
/// <param name="maxMessageBytes">Longer messages end the connection.</param>
internal sealed class WorkerSocket(Socket socket, int maxMessageBytes) : IDisposable
{
    /// <summary>A head is small; arguments and results travel in the body.</summary>
    private const int MaxHeadBytes = 16 * 1024 * 1024;

    /// <summary>What the system keeps of messages that the other end has not read.</summary>
    internal const int SendBufferBytes = 256 * 1024;

    /// <summary>What a socket takes at once that can be written to at all.</summary>
    private const int MostAtOnce = SendBufferBytes / 4;

    private static readonly JsonDocumentOptions Heads = new() { MaxDepth = 8 };
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The other end was closed with something left in it that it had not read.</summary>
    public bool WasReset { get; private set; }

    /// <summary>Sends a message.</summary>
    /// <param name="head">What it is about.</param>
    /// <param name="body">Its body; empty for none.</param>
    /// <param name="patience">How long the other end may take to read it.</param>
    /// <param name="cancellation">Gives up; a message may have been sent in part then.</param>
    /// <exception cref="TimeoutException">It took longer; a message may have been sent in part.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, TimeSpan patience, CancellationToken cancellation)
    {
        int length = 8 + head.Length + body.Length;
        byte[] message = ArrayPool<byte>.Shared.Rent(length);
        BinaryPrimitives.WriteInt32LittleEndian(message, length - 4);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), head.Length);
        head.CopyTo(message.AsMemory(8));
        body.CopyTo(message.AsMemory(8 + head.Length));
        await _sending.WaitAsync(cancellation);
        Task sending = Task.CompletedTask;
        try
        {
            if (length <= MostAtOnce && socket.Poll(0, SelectMode.SelectWrite))
            {
                Send(message, length);
                return;
            }

            // Whoever reads from the worker must not wait for it to read.
            sending = Task.Run(() => Send(message, length), CancellationToken.None);
            await sending.WaitAsync(patience, cancellation);
        }
        finally
        {
            _sending.Release();
            // Of one that was given up, the thread that sends still has it.
            if (sending.IsCompleted) ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Waits for the next message; null when the worker is gone or breaks the form of messages.</summary>
    public WorkerMessage? Receive()
    {
        if (!Fill(8)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        int head = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + 4));
        if (length < 4 || length > maxMessageBytes || head < 2 || head > length - 4 || head > MaxHeadBytes) return null;
        if (!Fill(4 + length)) return null;
        try
        {
            using var read = JsonDocument.Parse(_buffer.AsMemory(_start + 8, head), Heads);
            // Whoever sends is not trusted: what reads the head asks it for members.
            if (read.RootElement.ValueKind != JsonValueKind.Object) return null;
            WorkerMessage message = new(read.RootElement.Clone(), _buffer.AsSpan(_start + 8 + head, length - 4 - head).ToArray());
            _start += 4 + length;
            return message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Waits for the first message, for a while.</summary>
    public WorkerMessage? Receive(TimeSpan patience)
    {
        socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
        WorkerMessage? first = Receive();
        if (first is not null) socket.ReceiveTimeout = 0;
        return first;
    }

    /// <summary>Closes the connection; whoever waits for a message is told.</summary>
    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private void Send(byte[] message, int length)
    {
        for (int sent = 0; sent < length;) sent += socket.Send(message.AsSpan(sent, length - sent));
    }

    private bool Fill(int wanted)
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
                read = socket.Receive(_buffer.AsSpan(_end));
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
