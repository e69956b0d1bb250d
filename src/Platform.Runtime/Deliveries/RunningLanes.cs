namespace Platform.Runtime.Deliveries;

/// <summary>Lanes that a node is at, counted by all that has a share of it.</summary>
/// <param name="options">The shares.</param>
/// <param name="deliverers">Who takes messages, by topics.</param>
internal sealed class RunningLanes(DeliveryOptions options, IReadOnlyDictionary<string, IDeliverer> deliverers)
{
    private readonly Dictionary<LaneKey, (Task<int> Work, int Since)> _lanes = [];
    private readonly Dictionary<object, int> _counts = [];

    /// <summary>How many there are.</summary>
    public int Count => _lanes.Count;

    /// <summary>What goes on in them: how many messages went out, once it has ended.</summary>
    public IEnumerable<Task<int>> Work => _lanes.Values.Select(l => l.Work);

    /// <summary>How many there are of a tenant in a topic.</summary>
    public int Of(string topic, Guid tenantId) => _counts.GetValueOrDefault((topic, tenantId));

    /// <summary>Whether the topic has room for any lane.</summary>
    public bool HasRoom(string topic) => _lanes.Count < options.Most && !(_counts.GetValueOrDefault(topic) >= deliverers[topic].Most);

    /// <summary>Whether there is room for any lane of the tenant in the topic: of one that serves few at once, a quarter is kept for others.</summary>
    public bool HasRoom(string topic, Guid tenantId) =>
        HasRoom(topic) && _counts.GetValueOrDefault(tenantId) < options.MostOfTenant && !(Of(topic, tenantId) >= ShareOf(deliverers[topic].Most));

    /// <summary>Whether there is room for the lane, and nobody here is at it.</summary>
    public bool HasRoom(LaneKey lane)
    {
        int ofTarget = _counts.GetValueOrDefault((lane.Topic, lane.TenantId, lane.Target));
        return !_lanes.ContainsKey(lane) && _lanes.Count < (ofTarget == 0 ? options.Most : options.Parallel) && ofTarget < options.ParallelOfTarget && HasRoom(lane.Topic, lane.TenantId);
    }

    /// <summary>Counts a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="work">What goes on in it.</param>
    /// <param name="since">How much news there had been when it began.</param>
    public void Add(LaneKey lane, Task<int> work, int since)
    {
        _lanes.Add(lane, (work, since));
        Note(lane, 1);
    }

    /// <summary>Takes out those that have ended.</summary>
    public IReadOnlyList<(LaneKey Lane, int Delivered, int Since)> TakeEnded()
    {
        List<(LaneKey Lane, int Delivered, int Since)> ended = [];
        foreach ((LaneKey lane, (Task<int> work, int since)) in _lanes)
        {
            if (work.IsCompleted) ended.Add((lane, work.Result, since));
        }

        foreach ((LaneKey lane, _, _) in ended)
        {
            _lanes.Remove(lane);
            Note(lane, -1);
        }

        return ended;
    }

    private static int? ShareOf(int? most) => most is > 1 ? most - Math.Max(1, most.Value / 4) : most;

    private void Note(LaneKey lane, int step)
    {
        foreach (object share in new object[] { lane.Topic, lane.TenantId, (lane.Topic, lane.TenantId), (lane.Topic, lane.TenantId, lane.Target) })
        {
            int count = _counts.GetValueOrDefault(share) + step;
            if (count == 0) _counts.Remove(share);
            else _counts[share] = count;
        }
    }
}
