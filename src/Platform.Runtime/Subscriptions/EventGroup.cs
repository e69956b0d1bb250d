using System.Collections.Concurrent;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// Events of one tenant that were read together, in order. Streams that read the same of them, under rights that come to the same statement and values,
/// share one reading.
/// </summary>
/// <param name="events">The events.</param>
/// <param name="end">Where a follower is after all of them.</param>
/// <param name="readAt">When they were read.</param>
internal sealed class EventGroup(IReadOnlyList<RecordEvent> events, EventPosition end, DateTimeOffset readAt)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<Guid, string>>>> _readings = new(StringComparer.Ordinal);

    /// <summary>The events.</summary>
    public IReadOnlyList<RecordEvent> Events => events;

    /// <summary>Where a follower is after all of them.</summary>
    public EventPosition End => end;

    /// <summary>When they were read, by the database's clock.</summary>
    public DateTimeOffset ReadAt => readAt;

    /// <summary>What was read under a key, or is read now.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> ReadAsync(string key, Func<Task<IReadOnlyDictionary<Guid, string>>> read) =>
        _readings.GetOrAdd(key, _ => new Lazy<Task<IReadOnlyDictionary<Guid, string>>>(read)).Value;
}
