using System.Net;
using System.Net.Sockets;

namespace Platform.Runtime.Outbound;

/// <summary>
/// Tells addresses of the public Internet from all others: loopback, private and shared networks, link-local ones (with the metadata services of clouds), documentation,
/// benchmarks, multicast, reserved (IANA special-purpose registries, RFC 6890). Addresses of IPv6 that carry one of IPv4 are judged by that.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublicOfFour =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    // Assignments to protocols (Teredo among them), documentation, segment routing.
    private static readonly IPNetwork[] NotPublicOfSix = [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16" }.Select(IPNetwork.Parse)];

    /// <summary>True for an address that anyone on the Internet can be reached by.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !NotPublicOfFour.Any(n => n.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;

        // A scope is of no account: networks compare without.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        IPAddress plain = new(bytes);
        if (Translated.Contains(plain)) return Contains(Embedded(bytes[12..]));
        if (!GlobalUnicast.Contains(plain) || NotPublicOfSix.Any(n => n.Contains(plain))) return false;
        return !SixToFour.Contains(plain) || Contains(Embedded(bytes.Slice(2, 4)));
    }

    private static IPAddress Embedded(ReadOnlySpan<byte> bytes) => new(bytes[..4]);
}
