namespace Platform.Runtime.Timers;

/// <summary>
/// Handles the timers of one topic. A timer is handled at least once: a handler that writes to the database makes it exactly once by
/// <see cref="TimerStore.CompleteAsync"/> within its own transaction; one that sends something sends the timer's key along.
/// </summary>
public interface ITimerHandler
{
    /// <summary>The topic; one handler each.</summary>
    string Topic { get; }

    /// <summary>A timer of this topic is tried again however often it failed, because nobody would set it anew if it were given up.</summary>
    bool NeverGivesUp => false;

    /// <summary>The longest pause before a timer that failed is tried again; null for the usual one (<see cref="TimerOptions.MostPause"/>).</summary>
    TimeSpan? MostPause => null;

    /// <summary>Does what is due. A timer whose handler throws is tried again later.</summary>
    Task FireAsync(DueTimer timer, CancellationToken cancellation);
}
