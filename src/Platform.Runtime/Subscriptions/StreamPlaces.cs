namespace Platform.Runtime.Subscriptions;

/// <summary>
/// The places for streams on this node. One is taken before a stream is prepared and given back when it has ended, so that many who come at once do not
/// pass a limit together.
/// </summary>
internal sealed class StreamPlaces(SubscriptionOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid Tenant, Guid User), int> _taken = [];
    private int _all;

    /// <summary>Places that a user has taken.</summary>
    public int TakenBy(Guid tenant, Guid user)
    {
        lock (_lock) return _taken.GetValueOrDefault((tenant, user));
    }

    /// <summary>Takes a place; null when the user has as many as they may, or the node has no more.</summary>
    /// <param name="tenant">The user's tenant.</param>
    /// <param name="user">Who it is for.</param>
    /// <param name="most">How many the user may have.</param>
    /// <returns>What gives the place back when disposed.</returns>
    public IDisposable? TryTake(Guid tenant, Guid user, int most)
    {
        lock (_lock)
        {
            int own = _taken.GetValueOrDefault((tenant, user));
            if (own >= most || _all >= options.MaxStreams) return null;
            _taken[(tenant, user)] = own + 1;
            _all++;
        }

        return new Place(this, (tenant, user));
    }

    private void GiveBack((Guid Tenant, Guid User) holder)
    {
        lock (_lock)
        {
            _all--;
            if (--_taken[holder] == 0) _taken.Remove(holder);
        }
    }

    private sealed class Place(StreamPlaces places, (Guid Tenant, Guid User) holder) : IDisposable
    {
        private bool _isGivenBack;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isGivenBack, true)) places.GiveBack(holder);
        }
    }
}
