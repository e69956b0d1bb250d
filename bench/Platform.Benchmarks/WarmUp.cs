using System.Globalization;
using System.Runtime;

namespace Platform.Benchmarks;

/// <summary>
/// The state in which a host spends its life. For its first thousands of requests the runtime compiles what runs often anew, beside them and on a processor of its own, and what is measured then is that.
/// </summary>
public static class WarmUp
{
    private const int QuietRounds = 3, MostRounds = 100;

    /// <summary>A round is quiet when the compiler took less than this share of its time.</summary>
    private const double QuietShare = 0.02;

    /// <summary>Repeats work until the runtime has nothing left to compile for it.</summary>
    /// <param name="what">Named when it does not come to rest.</param>
    /// <param name="round">How often the work is done between two looks at the compiler.</param>
    /// <param name="work">What is measured afterwards, as it is measured.</param>
    public static async Task RunAsync(string what, int round, Func<int, Task> work)
    {
        int times = 0, quiet = 0;
        for (int done = 0; done < MostRounds && quiet < QuietRounds; done++)
        {
            TimeSpan compiled = JitInfo.GetCompilationTime();
            double took = await Hooks.HookBenchmark.TimeAsync(async () =>
            {
                for (int n = 0; n < round; n++) await work(times++);
            });
            quiet = (JitInfo.GetCompilationTime() - compiled).TotalMilliseconds < took * QuietShare ? quiet + 1 : 0;
        }

        if (quiet < QuietRounds) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: still being compiled after {times} times"));
    }
}
