using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>Subscribes over a bare connection and then takes nothing: what its small buffer does not hold stays with the server.</summary>
internal sealed class SilentClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };

    /// <summary>Sends the request for a stream.</summary>
    public static async Task<SilentClient> OpenAsync(Uri address, string token, string query, string encoding)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { query });
        string head = $"POST /graphql/stream HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n"
            + $"Accept-Encoding: {encoding}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        SilentClient client = new();
        await client._socket.ConnectAsync(address.Host, address.Port);
        await client._socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        return client;
    }

    /// <summary>Takes what there is after all, until the connection ends.</summary>
    public async Task<string> TakeAllAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        StringBuilder text = new();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) is var length and > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server has not sent the rest.
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
