namespace Platform.Testing;

/// <summary>A clock that stands still until a test lets time pass. Timers that are due by then run, once each, on the test's thread.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private DateTimeOffset _now = System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waiting timer = new(this, () => callback(state), dueTime);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The oldest of the timers that wait and were made for a length of time; null when there is none.</summary>
    public ITimer? WaitingFor(TimeSpan length)
    {
        lock (_lock) return _waiting.Find(t => t.Length == length);
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        Waiting[] due;
        lock (_lock)
        {
            _now += time;
            due = [.. _waiting.Where(t => t.Due <= _now)];
            foreach (Waiting timer in due) _waiting.Remove(timer);
        }

        foreach (Waiting timer in due) timer.Run();
    }

    private sealed class Waiting(ManualTime clock, Action run, TimeSpan length) : ITimer
    {
        public TimeSpan Length => length;

        public DateTimeOffset Due { get; private set; }

        public Action Run => run;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Timers of this clock run once.");
            lock (clock._lock)
            {
                clock._waiting.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock._now + dueTime;
                clock._waiting.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock) clock._waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
