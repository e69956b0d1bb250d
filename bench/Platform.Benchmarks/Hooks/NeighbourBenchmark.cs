using System.Globalization;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Benchmarks.Hooks;

/// <summary>A hundred endless loops of one tenant at once, and what they cost another one.</summary>
internal static class NeighbourBenchmark
{
    private const int Loops = 100, Runs = 1_000, Rounds = 3;
    private static readonly ScriptBundle Loop = LoneScript.Of("export default () => { for (;;); };");
    private static readonly ScriptBundle Good = LoneScript.Of("export default ({ records }) => { for (const r of records) { r.a = r.b * 2; r.c = `${r.a}`; } };");

    /// <summary>Runs it; 1 when the limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        await using ScriptHost host = new(new WorkerLimits { Queue = Loops, QueueMs = 120_000 }, new ScriptLimits { CpuMs = 200 }, TimeProvider.System);
        Guid hostile = Guid.NewGuid(), neighbour = Guid.NewGuid();
        await WarmUp.RunAsync("a neighbour's hook", 100, _ => LoneScript.RunAsync(host, Good, neighbour));
        List<double> growths = [];
        // The hundredth of a thousand runs is ten of them: one round says little.
        for (int round = 0; round < Rounds; round++)
        {
            double quiet = await PercentileAsync(host, neighbour, () => false);
            Task loops = Task.WhenAll(Enumerable.Range(0, Loops).Select(_ => LoneScript.RunAsync(host, Loop, hostile)));
            double loaded = await PercentileAsync(host, neighbour, () => loops.IsCompleted);
            await loops;
            growths.Add(loaded / quiet);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  p99 of a tenant's hook             {quiet,8:0.00} ms quiet, {loaded:0.00} ms beside {Loops} endless loops of another"));
        }

        return HookBenchmark.Report("the neighbour's p99 grows, median", growths.Order().ElementAt(Rounds / 2), "times", 2);
    }

    private static async Task<double> PercentileAsync(ScriptHost host, Guid tenant, Func<bool> isOver)
    {
        List<double> times = [];
        for (int n = 0; n < Runs && !isOver(); n++) times.Add(await HookBenchmark.TimeAsync(() => LoneScript.RunAsync(host, Good, tenant)));
        return times.Order().ElementAt(times.Count * 99 / 100);
    }
}
