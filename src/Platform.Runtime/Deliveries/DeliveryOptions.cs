namespace Platform.Runtime.Deliveries;

/// <summary>How messages go out.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Pause between two looks, besides those that a commit asks for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node may hold a lane without a word before another takes it over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Messages read at once.</summary>
    public int Portion { get; init; } = 200;

    /// <summary>Lanes that a node works on at once.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Pause of a lane after its first failure; it doubles with each, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause of a lane: a receiver that is back is found after that time at the latest.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Age at which a message that could not be delivered is set aside.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The pause after so many failures in a row.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        double seconds = FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds));
    }
}
