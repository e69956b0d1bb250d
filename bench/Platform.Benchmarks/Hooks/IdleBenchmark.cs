using System.Diagnostics;
using System.Globalization;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Benchmarks.Hooks;

/// <summary>What tenants whose hooks have run, and run no more, cost this process and the workers, when all of them have the same code.</summary>
internal static class IdleBenchmark
{
    // So many that the ten MiB by which the worker's memory goes up and down are little for each.
    private const int Settling = 1_500, Tenants = 8_000;
    private static readonly ScriptBundle Hook = LoneScript.Of("export default ({ records }) => { for (const r of records) r.a = r.b * 2; };");

    /// <summary>Runs it; 1 when the limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        await using ScriptHost host = new(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 }, new ScriptLimits(), TimeProvider.System);
        // What the first ones need grows for a while, and then goes up and down by some MiB: code, heaps, pools.
        await RunAsync(host, Settling);
        (long here, long there) = Memory(host);
        await RunAsync(host, Tenants);
        (long hereAfter, long thereAfter) = Memory(host);
        double own = (hereAfter - here) / 1024.0 / Tenants, workers = (thereAfter - there) / 1024.0 / Tenants;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  an idle tenant's hooks keep        {own,8:0.00} KiB of the host, {workers:0.00} KiB of the worker, of {there / 1024 / 1024} MiB"));
        return HookBenchmark.Report("an idle tenant costs beyond its code", Math.Max(0, own) + Math.Max(0, workers), "KiB", 4);
    }

    private static async Task RunAsync(ScriptHost host, int tenants)
    {
        for (int n = 0; n < tenants; n++) await LoneScript.RunAsync(host, Hook, Guid.NewGuid());
    }

    private static (long Here, long There) Memory(ScriptHost host)
    {
        long there = 0;
        foreach (int id in host.Health.Processes)
        {
            using var process = Process.GetProcessById(id);
            there += process.WorkingSet64;
        }

        return (GC.GetTotalMemory(forceFullCollection: true), there);
    }
}
