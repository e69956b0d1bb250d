namespace Platform.Runtime.Timers;

/// <summary>
/// Handles the timers of one topic. A timer is handled at least once: a handler that writes to the database makes it exactly once by
/// <see cref="TimerStore.CompleteAsync"/> within its own transaction; one that sends something sends the timer's key along.
/// </summary>
public interface ITimerHandler
{
    /// <summary>The topic; one handler each.</summary>
    string Topic { get; }

    /// <summary>A timer of this topic is tried again however often it failed: it sets its own successor, and nobody would set it if it were given up.</summary>
    bool NeverGivesUp => false;

    /// <summary>Does what is due. A timer whose handler throws is tried again later.</summary>
    Task FireAsync(DueTimer timer, CancellationToken cancellation);
}
