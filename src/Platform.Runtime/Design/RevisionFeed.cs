using System.Collections.Concurrent;
using Platform.Runtime.Database;

namespace Platform.Runtime.Design;

/// <summary>The open streams of revisions of this node, woken when a revision may have come or a credential may have gone.</summary>
internal sealed class RevisionFeed
{
    private readonly ConcurrentDictionary<RevisionStream, byte> _streams = new(ReferenceEqualityComparer.Instance);

    /// <summary>The streams.</summary>
    public ICollection<RevisionStream> Streams => _streams.Keys;

    /// <summary>Adds a stream, which is woken from now on.</summary>
    public void Add(RevisionStream stream) => _streams.TryAdd(stream, 0);

    /// <summary>Removes a stream.</summary>
    public void Remove(RevisionStream stream) => _streams.TryRemove(stream, out _);

    /// <summary>Makes every stream look.</summary>
    public void WakeAll()
    {
        foreach (RevisionStream stream in _streams.Keys) stream.Wake();
    }
}

/// <summary>Wakes the streams by what is announced on a channel.</summary>
/// <param name="feed">Has the streams.</param>
/// <param name="channel">The channel.</param>
internal sealed class RevisionWaker(RevisionFeed feed, string channel) : INotificationSubscriber
{
    /// <inheritdoc/>
    public string Channel => channel;

    /// <inheritdoc/>
    public void ListeningBegan() => feed.WakeAll();

    /// <inheritdoc/>
    public void Received(string payload) => feed.WakeAll();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }
}
