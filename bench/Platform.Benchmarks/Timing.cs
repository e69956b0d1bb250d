using System.Diagnostics;

namespace Platform.Benchmarks;

/// <summary>How long something took, in milliseconds.</summary>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Processor">On all processors, by this process alone: close to <paramref name="Elapsed"/> for work on one thread on a machine at rest.</param>
public readonly record struct Timing(double Elapsed, double Processor)
{
    /// <summary>The time of one run.</summary>
    public static Timing Of(Action action)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long clock = Stopwatch.GetTimestamp();
        action();
        return new(Stopwatch.GetElapsedTime(clock).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
    }

    /// <summary>The median of each time over several runs.</summary>
    public static Timing Median(int runs, Action action)
    {
        Timing[] all = [.. Enumerable.Range(0, runs).Select(_ => Of(action))];
        return new(all.Select(t => t.Elapsed).Order().ElementAt(runs / 2), all.Select(t => t.Processor).Order().ElementAt(runs / 2));
    }
}
