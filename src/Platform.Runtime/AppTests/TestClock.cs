namespace Platform.Runtime.AppTests;

/// <summary>The clock of a host that tests run against: it stands still until a test sets it, so that what a test sees depends on no real time. What merely waits does so in real time.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = Whole(System.GetUtcNow());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Sets the clock; it may go back.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, Whole(now));

    /// <summary>Back to the present.</summary>
    public void Reset() => Set(System.GetUtcNow());

    // Milliseconds, as JavaScript has them.
    private static long Whole(DateTimeOffset instant) => instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond);
}
