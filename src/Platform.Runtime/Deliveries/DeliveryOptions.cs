namespace Platform.Runtime.Deliveries;

/// <summary>How messages go out.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Pause between two looks, besides those that a commit asks for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node may hold a lane without a word before another takes it over. A single delivery may take half of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Messages read at once.</summary>
    public int Portion { get; init; } = 200;

    /// <summary>Bytes of payloads, as UTF-8, at which no more messages are read at once: a portion holds less than this and one message.</summary>
    public long PortionBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Lanes of a tenant in a topic that are listed at once, and kept until they have been used up or there is news.</summary>
    public int PortionOfLanes { get; init; } = 64;

    /// <summary>Lanes that a node works on at once; besides, each target may have one, so that slow ones never hold up others, up to <see cref="Most"/>.</summary>
    public int Parallel { get; init; } = 64;

    /// <summary>Lanes that a node works on at once, whatever waits: so many targets do not take all connections and memory of a node.</summary>
    public int Most { get; init; } = 256;

    /// <summary>Lanes of one tenant that a node works on at once: its slow receivers leave room for those of others.</summary>
    public int MostOfTenant { get; init; } = 64;

    /// <summary>Lanes of one target that a node works on at once.</summary>
    public int ParallelOfTarget { get; init; } = 8;

    /// <summary>Pause of a lane after its first failure; it doubles with each, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause of a lane or a target: a receiver that is back is found after that time at the latest.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Failures of a target in a row after which its circuit opens: all its lanes wait, and one message at a time asks whether it is back.</summary>
    public int CircuitOpensAfter { get; init; } = 5;

    /// <summary>Age at which a message that could not be delivered is set aside.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long messages that were set aside are kept.</summary>
    public TimeSpan SetAsideRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long attempts are kept.</summary>
    public TimeSpan AttemptRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Greatest part of a pause that chance takes away, so that those who failed together do not come back together.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The pause after so many failures in a row, before chance shortens it.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        double seconds = FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds));
    }

    /// <summary>By what part chance shortens a pause: a factor of at most 1.</summary>
    internal double Chance() => 1 - (Jitter * Random.Shared.NextDouble());
}
