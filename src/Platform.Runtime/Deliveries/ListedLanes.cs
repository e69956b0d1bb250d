namespace Platform.Runtime.Deliveries;

/// <summary>
/// Lanes that were listed and that nobody has begun yet, by topics and tenants. They are used up before their topic is listed again, unless there is news; a tenant's turn
/// comes when it has the fewest lanes under way.
/// </summary>
internal sealed class ListedLanes
{
    private readonly Dictionary<string, List<(Guid TenantId, Queue<LaneKey> Lanes)>> _topics = [];

    /// <summary>Whether lanes of the topic are left.</summary>
    public bool Has(string topic) => _topics.ContainsKey(topic);

    /// <summary>Takes what was listed of topics in place of what was left of them.</summary>
    public void Replace(IReadOnlyCollection<string> topics, IReadOnlyList<LaneKey> lanes)
    {
        foreach (string topic in topics) _topics.Remove(topic);
        foreach (IGrouping<string, LaneKey> topic in lanes.GroupBy(l => l.Topic))
        {
            (Guid TenantId, Queue<LaneKey> Lanes)[] tenants = [.. topic.GroupBy(l => l.TenantId).Select(t => (t.Key, new Queue<LaneKey>(t)))];
            // Whoever comes first among those whose turn it is must not follow from their ids.
            Random.Shared.Shuffle(tenants);
            _topics[topic.Key] = [.. tenants];
        }
    }

    /// <summary>The next lane that there is room for; null when there is none.</summary>
    public LaneKey? Take(RunningLanes running)
    {
        foreach ((string topic, List<(Guid TenantId, Queue<LaneKey> Lanes)> tenants) in _topics)
        {
            if (!running.HasRoom(topic)) continue;
            foreach ((Guid TenantId, Queue<LaneKey> Lanes) tenant in tenants.Where(t => running.HasRoom(topic, t.TenantId)).OrderBy(t => running.Of(topic, t.TenantId)))
            {
                if (TakeOf(tenant.Lanes, running) is not { } lane) continue;
                tenants.Remove(tenant);
                if (tenant.Lanes.Count > 0) tenants.Add(tenant);
                if (tenants.Count == 0) _topics.Remove(topic);
                return lane;
            }
        }

        return null;
    }

    /// <summary>The first lane that there is room for; those before it keep their places in the row that goes round.</summary>
    private static LaneKey? TakeOf(Queue<LaneKey> lanes, RunningLanes running)
    {
        for (int n = lanes.Count; n > 0; n--)
        {
            LaneKey lane = lanes.Dequeue();
            if (running.HasRoom(lane)) return lane;
            lanes.Enqueue(lane);
        }

        return null;
    }
}
