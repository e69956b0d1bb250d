namespace Platform.Runtime.Deliveries;

/// <summary>
/// The lanes of one who delivers: those that are under way and those that come next. A topic is listed when there is room in it and what was listed before is used up, or
/// when there is news; so a burst is listed portion by portion, and nobody who comes later waits behind all of it.
/// </summary>
/// <param name="store">The messages.</param>
/// <param name="deliverers">Who takes them, by topics.</param>
/// <param name="options">How they go out.</param>
/// <param name="time">The clock.</param>
/// <param name="begin">Begins work on a lane.</param>
internal sealed class DeliveryRound(
    DeliveryStore store, IReadOnlyDictionary<string, IDeliverer> deliverers, DeliveryOptions options, TimeProvider time, Func<LaneKey, CancellationToken, Task<int>> begin)
{
    private readonly ListedLanes _listed = new();
    private readonly HashSet<string> _due = new(StringComparer.Ordinal);
    private int? _heard;
    private long _looked, _ended;
    private TimeSpan _took;

    /// <summary>Lanes that are under way.</summary>
    public RunningLanes Running { get; } = new(options, deliverers);

    /// <summary>How long no more is listed: as long as the last time took, so that looking never takes more than half of the time.</summary>
    public TimeSpan Rest => _took - time.GetElapsedTime(_ended);

    /// <summary>Whether a topic with room waits for the rest to be over.</summary>
    public bool IsPutOff { get; private set; }

    /// <summary>Begins work on lanes that nobody is at, as far as there is room.</summary>
    /// <param name="news">How much news there has been, of commits and of time.</param>
    /// <param name="rests">Keeps to the <see cref="Rest"/>.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task StartAsync(int news, bool rests, CancellationToken cancellation)
    {
        if (news != _heard || time.GetElapsedTime(_looked) >= options.PollInterval)
        {
            _due.UnionWith(deliverers.Keys);
            _heard = news;
            _looked = time.GetTimestamp();
        }

        string[] topics = [.. deliverers.Keys.Where(t => Running.HasRoom(t) && (_due.Contains(t) || !_listed.Has(t)))];
        IsPutOff = rests && topics.Length > 0 && Rest > TimeSpan.Zero;
        if (topics.Length > 0 && !IsPutOff) await ListAsync(topics, cancellation);
        while (_listed.Take(Running) is { } lane) Running.Add(lane, begin(lane, cancellation), news);
    }

    /// <summary>Makes room for others where lanes have ended; how many messages went out in them.</summary>
    public int TakeEnded()
    {
        int delivered = 0;
        foreach ((LaneKey lane, int count, int since) in Running.TakeEnded())
        {
            delivered += count;
            // Whoever listed meanwhile passed over this lane, which may have got more.
            if (since != _heard) _due.Add(lane.Topic);
        }

        return delivered;
    }

    private async Task ListAsync(string[] topics, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        _listed.Replace(topics, await store.LanesAsync(topics, time.GetUtcNow().UtcDateTime, options, cancellation));
        _due.ExceptWith(topics);
        _ended = time.GetTimestamp();
        _took = time.GetElapsedTime(began, _ended);
    }
}
