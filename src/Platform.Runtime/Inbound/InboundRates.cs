using System.Collections.Concurrent;

namespace Platform.Runtime.Inbound;

/// <summary>Counts calls by the minute, in memory: those of a sender who is known, and those that strangers make, which are noted up to a number.</summary>
/// <param name="time">The clock.</param>
internal sealed class InboundRates(TimeProvider time)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(Guid Tenant, string Endpoint, bool IsKnown), (DateTimeOffset Ends, int Count)> _counts = [];

    /// <summary>Counts a call; how long to wait when there were as many in this minute as may be, otherwise null.</summary>
    public TimeSpan? Count(Guid tenant, string endpoint, bool isKnown, int most)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_counts.Count >= MostKept) _counts.Clear();
        (DateTimeOffset ends, int count) = _counts.AddOrUpdate(
            (tenant, endpoint, isKnown), _ => (now + Window, 1), (_, known) => known.Ends <= now ? (now + Window, 1) : (known.Ends, known.Count + 1));
        return count > most ? ends - now : null;
    }
}
