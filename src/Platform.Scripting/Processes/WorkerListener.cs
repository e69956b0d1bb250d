using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Platform.Scripting.Processes;

/// <summary>
/// The Unix socket that workers connect to. Its folder lets others pass through and see nothing, because workers run as another user; who connects is
/// told by a token that the worker reads from its standard input.
/// </summary>
internal sealed class WorkerListener : IDisposable
{
    private static readonly TimeSpan Introduction = TimeSpan.FromSeconds(10);
    private readonly string _folder;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkerSocket>> _expected = new(StringComparer.Ordinal);

    /// <summary>Opens the socket in a new folder of the system's temporary folder: paths of sockets must be short.</summary>
    /// <param name="maxMessageBytes">Longer messages end a connection.</param>
    public WorkerListener(int maxMessageBytes)
    {
        MaxMessageBytes = maxMessageBytes;
        _folder = Directory.CreateTempSubdirectory("platform-scripting-").FullName;
        Path = System.IO.Path.Combine(_folder, "host");
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Anyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            File.SetUnixFileMode(Path, Anyone);
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }
        _socket.Listen(64);
        _ = AcceptAsync();
    }

    /// <summary>Path of the socket.</summary>
    public string Path { get; }

    /// <summary>Longer messages end a connection, in bytes.</summary>
    public int MaxMessageBytes { get; }

    /// <summary>Announces a worker: it introduces itself with the token.</summary>
    public (string Token, Task<WorkerSocket> Connected) Expect(CancellationToken cancellation)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        TaskCompletionSource<WorkerSocket> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _expected[token] = connected;
        cancellation.Register(() =>
        {
            _expected.TryRemove(token, out _);
            connected.TrySetCanceled(cancellation);
        });
        return (token, connected.Task);
    }

    /// <summary>Closes the socket and removes its folder.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken closed = _closed.Token;
        while (!closed.IsCancellationRequested)
        {
            try
            {
                Socket accepted = await _socket.AcceptAsync(closed);
                _ = Task.Run(() => Introduce(accepted), CancellationToken.None);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Introduce(Socket accepted)
    {
        accepted.SendBufferSize = WorkerSocket.SendBufferBytes;
        WorkerSocket worker = new(accepted, MaxMessageBytes);
        bool isExpected = worker.Receive(Introduction) is { } hello
            && hello.Head.TryGetProperty("token", out var given) && given.ValueKind == System.Text.Json.JsonValueKind.String
            && _expected.TryRemove(given.GetString()!, out TaskCompletionSource<WorkerSocket>? connected) && connected.TrySetResult(worker);
        // One that never said who it is.
        if (!isExpected) worker.Dispose();
    }
}
