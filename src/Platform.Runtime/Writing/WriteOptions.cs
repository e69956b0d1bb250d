namespace Platform.Runtime.Writing;

/// <summary>Limits of a write.</summary>
public sealed record WriteOptions
{
    /// <summary>Most records in one request.</summary>
    public int MaxRecords { get; init; } = 10_000;

    /// <summary>Most records that one deletion takes along (details, and lookups that cascade).</summary>
    public int MaxCascade { get; init; } = 50_000;

    /// <summary>Most records of lists that the conditions, rules and defaults of one request read.</summary>
    public int MaxListed { get; init; } = 50_000;

    /// <summary>Longest time of one round trip to the database; the server is then told to stop.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most attempts at a write that collides with others.</summary>
    public int MaxAttempts { get; init; } = 6;
}
