namespace Platform.Runtime.Subscriptions;

/// <summary>Limits of subscriptions.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>Streams that one user may have open on a node.</summary>
    public int MaxStreamsPerUser { get; init; } = 25;

    /// <summary>Streams that a node serves.</summary>
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>Groups of events (one for each commit, or several commits read together) that may wait for a slow consumer.</summary>
    public int QueueLength { get; init; } = 256;

    /// <summary>How long a consumer may take nothing of what was sent to it (for each 64 KB of that) before its connection is cut.</summary>
    public TimeSpan SlowConsumerGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an idle stream shows that it lives, and whether its user still may.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long events are kept for those who come back with <c>Last-Event-ID</c>.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often the outbox is looked at when no announcement arrives.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time of the statement that reads the records of an event.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Statements for events that a node runs at once; the rest of its connections is for requests.</summary>
    public int MaxConcurrentReads { get; init; } = 8;
}
