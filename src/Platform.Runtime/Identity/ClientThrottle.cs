using System.Collections.Concurrent;
using System.Net;

namespace Platform.Runtime.Identity;

/// <summary>
/// Counts failed sign-ins by network address, in memory: one client can't try many accounts, nor keep the processors busy with hashing.
/// IPv6 clients are counted by their /64, which is one customer's.
/// </summary>
internal sealed class ClientThrottle(TimeProvider time)
{
    internal const int MostFailures = 100;

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostClients = 100_000;
    private readonly ConcurrentDictionary<IPAddress, Count> _counts = new();

    /// <summary>How long a client has to wait; null when it may try.</summary>
    internal TimeSpan? MustWait(IPAddress? address)
    {
        if (address is null || !_counts.TryGetValue(Client(address), out Count count)) return null;
        TimeSpan left = count.WindowEndsAt - time.GetUtcNow();
        return count.Failures >= MostFailures && left > TimeSpan.Zero ? left : null;
    }

    /// <summary>Counts a failure.</summary>
    internal void CountFailure(IPAddress? address)
    {
        if (address is null) return;
        DateTimeOffset now = time.GetUtcNow();
        if (_counts.Count >= MostClients) RemoveEnded(now);
        _counts.AddOrUpdate(
            Client(address),
            _ => new Count(1, now + Window),
            (_, count) => count.WindowEndsAt <= now ? new Count(1, now + Window) : count with { Failures = count.Failures + 1 });
    }

    private void RemoveEnded(DateTimeOffset now)
    {
        foreach ((IPAddress client, Count count) in _counts)
            if (count.WindowEndsAt <= now) _counts.TryRemove(client, out _);
        // All within one window: an attack from very many addresses. Memory comes first; the count by e-mail address still holds.
        if (_counts.Count >= MostClients) _counts.Clear();
    }

    private static IPAddress Client(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6) return address;
        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private readonly record struct Count(int Failures, DateTimeOffset WindowEndsAt);
}
