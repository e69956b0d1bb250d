namespace Platform.Runtime.Timers;

/// <summary>How timers are looked for and tried.</summary>
public sealed record TimerOptions
{
    /// <summary>Pause between two looks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a node may take for one timer before another takes it over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Timers claimed at once.</summary>
    public int Portion { get; init; } = 100;

    /// <summary>Timers handled at once.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>Attempts after which a timer is given up, and kept to be looked at.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>Pause after the first failure; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause of topics that name no other.</summary>
    public TimeSpan MostPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after so many failures.</summary>
    /// <param name="failures">How many, from 1.</param>
    /// <param name="most">The longest; null for the usual one.</param>
    public TimeSpan PauseAfter(int failures, TimeSpan? most = null)
    {
        double seconds = FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return TimeSpan.FromSeconds(Math.Min(seconds, (most ?? MostPause).TotalSeconds));
    }
}
