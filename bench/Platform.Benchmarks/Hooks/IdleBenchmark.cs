using System.Diagnostics;
using System.Globalization;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;

namespace Platform.Benchmarks.Hooks;

/// <summary>
/// What tenants whose hooks have run, and run no more, cost this process and the workers, when all of them have the same code. A worker keeps nothing of them; what the engine itself
/// leaves of their isolates is given back when the worker is replaced, so its memory has to stay below a bound however many have come.
/// </summary>
internal static class IdleBenchmark
{
    private const int Settling = 1_500, Tenants = 8_000, RetireMb = 80, Between = 128;
    private static readonly ScriptBundle Hook = LoneScript.Of("export default ({ records }) => { for (const r of records) r.a = r.b * 2; };");

    /// <summary>Runs it; 1 when a limit is exceeded.</summary>
    public static async Task<int> RunAsync()
    {
        await using ScriptHost host = new(new WorkerLimits { Workers = 1, WorkersPerTenant = 1, RetireMb = RetireMb }, new ScriptLimits(), TimeProvider.System);
        await RunAsync(host, Settling);
        long here = GC.GetTotalMemory(forceFullCollection: true), most = 0;
        HashSet<int> workers = [];
        for (int n = 0; n < Tenants; n += Between)
        {
            await RunAsync(host, Between);
            workers.UnionWith(host.Health.Processes);
            most = Math.Max(most, MemoryOfWorkers(host));
        }

        double own = (GC.GetTotalMemory(forceFullCollection: true) - here) / 1024.0 / Tenants;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Tenants:N0} tenants one after the other     {workers.Count} workers, each replaced above {RetireMb} MiB"));
        return HookBenchmark.Report("an idle tenant's hooks keep of the host", Math.Max(0, own), "KiB", 0.1)
            | HookBenchmark.Report("most memory of the worker meanwhile", most / 1024.0 / 1024, "MiB", RetireMb * 1.1);
    }

    private static async Task RunAsync(ScriptHost host, int tenants)
    {
        for (int n = 0; n < tenants; n++) await LoneScript.RunAsync(host, Hook, Guid.NewGuid());
    }

    private static long MemoryOfWorkers(ScriptHost host)
    {
        long memory = 0;
        foreach (int id in host.Health.Processes)
        {
            using var process = Process.GetProcessById(id);
            memory += process.WorkingSet64;
        }

        return memory;
    }
}
