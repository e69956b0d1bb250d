namespace Platform.Runtime.Database;

/// <summary>Looks after those who wait for something that may not get on: nothing else may come that would let them go on.</summary>
internal static class Watching
{
    /// <summary>As long as somebody waits, lets those go on whose patience is at its end.</summary>
    /// <param name="timeLeft">How long patience lasts yet; null when nobody waits any more.</param>
    /// <param name="goOn">Lets go on who may.</param>
    /// <param name="time">The clock.</param>
    public static async Task WatchAsync(Func<TimeSpan?> timeLeft, Action goOn, TimeProvider time)
    {
        while (timeLeft() is { } left)
        {
            // Timers count in whole milliseconds.
            if (left > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time);
            goOn();
        }
    }
}
