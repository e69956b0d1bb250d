using System.Net;

namespace Platform.Runtime.Outbound;

/// <summary>Limits of calls to servers that documents name.</summary>
public sealed record OutboundOptions
{
    /// <summary>Networks that may be called though they are not public, for example those of an intranet.</summary>
    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <summary>Longest time for finding the server's addresses and connecting to one.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time of a call as a whole, unless the call asks for less.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most kilobytes of headers of an answer.</summary>
    public int MaxHeaderKilobytes { get; init; } = 32;

    /// <summary>Most bytes of an answer's body that are read, unless the call asks for less; the rest is cut off.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Most connections to one server.</summary>
    public int MaxConnections { get; init; } = 64;

    /// <summary>How long a connection is used: after that a server's addresses are looked up, and checked, anew.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);
}
