namespace Platform.Testing;

/// <summary>A clock that stands still until it is set. Its timers do not run by themselves: what waits is asked directly.</summary>
public sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Lets time pass, or go back.</summary>
    public void Pass(TimeSpan time) => _now += time;
}
