using System.Net;
using System.Net.Sockets;

namespace Platform.Runtime.Outbound;

/// <summary>
/// Connects to servers that may be called. A name is looked up once for each connection, every address that it has is checked, and the connection goes to one of those
/// very addresses: a name that means something else a moment later gains nothing.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="lookUp">Finds the addresses of a name.</param>
internal sealed class OutboundConnections(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    /// <summary>A connection for the client's handler.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] addresses = await AddressesAsync(context.DnsEndPoint.Host, cancellation);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? given) ? [given] : await lookUp(host, cancellation);
        if (addresses.Length == 0) throw new OutboundException(OutboundCodes.Unreachable, $"There is no server '{host}'.");

        // One that must not be called among others is an attempt, not an oversight.
        if (!Array.TrueForAll(addresses, MayBeCalled)) throw new OutboundException(OutboundCodes.AddressRefused, $"The address of '{host}' must not be called.");
        return addresses;
    }

    private bool MayBeCalled(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Contains(plain) || options.Allowed.Any(n => n.Contains(plain));
    }
}
