using System.Diagnostics;
using System.Text.Json;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>Workers die, are replaced, and are shared.</summary>
public sealed class WorkerTests
{
    private const string Good = "export default ({ records }) => { records[0].size += 1; };";
    private const string Loop = "export default () => { for (;;); };";

    [Fact]
    public async Task A_worker_that_is_killed_in_the_midst_of_a_call_is_told_and_replaced()
    {
        await using ScriptHost host = Scripts.Host();
        ScriptOutcome killed;
        await using (ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default))
        {
            killed = await lease.RunAsync(
                Scripts.Bundle("export default async ({ db }) => { await db.get('Account', '1'); };"), "default", Scripts.Input(), Scripts.Limits, new KillingCalls(lease), default);
        }

        Assert.Equal(ScriptCodes.WorkerDied, killed.Failure!.Code);
        Assert.Null((await host.RunAsync(Good, tenant: Guid.NewGuid())).Failure);
        Assert.Equal(1, host.Health.Lost);
    }

    [Fact]
    public async Task An_idle_worker_that_is_killed_is_replaced_unseen()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        int id;
        await using (ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default)) id = lease.ProcessId;
        await KillAsync(id);

        Assert.Null((await host.RunAsync(Good)).Failure);
    }

    [Fact]
    public async Task A_worker_that_has_come_to_much_memory_is_replaced_between_leases_and_nobody_notices()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1, RetireMb = 16 });
        HashSet<int> workers = [];
        for (int n = 0; n < 300; n++)
        {
            await using ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default);
            workers.Add(lease.ProcessId);
            if (n % 100 == 0)
                Assert.Null((await lease.RunAsync(Scripts.Bundle(Good), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default)).Failure);
        }

        Assert.Equal((3, 0L), (workers.Count, host.Health.Lost));
    }

    [Fact]
    public async Task A_worker_that_is_killed_before_it_takes_the_first_run_is_replaced_within_the_lease()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        await using ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default);
        int killed = lease.ProcessId;
        await KillAsync(killed);

        Assert.Null((await lease.RunAsync(Scripts.Bundle(Good), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default)).Failure);
        Assert.NotEqual(killed, lease.ProcessId);
        Assert.Equal((1, 1), (host.Health.Leased, host.Health.Lost));
    }

    [Fact]
    public async Task A_worker_that_is_killed_before_it_has_read_the_first_run_is_replaced_within_the_lease()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        await using ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default);
        int killed = lease.ProcessId;
        // It sleeps with the run before it, and never reads it.
        using (var stop = Process.Start("kill", ["-STOP", $"{killed}"])) await stop.WaitForExitAsync();
        Task<ScriptOutcome> run = lease.RunAsync(Scripts.Bundle(Good), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default);
        await KillAsync(killed);

        Assert.Null((await run).Failure);
        Assert.NotEqual(killed, lease.ProcessId);
    }

    [Fact]
    public async Task A_worker_that_is_killed_between_runs_of_a_lease_ends_the_lease()
    {
        await using ScriptHost host = Scripts.Host();
        await using ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default);
        Assert.Null((await RunAsync()).Failure);
        await KillAsync(lease.ProcessId);

        Assert.Equal(ScriptCodes.WorkerDied, (await RunAsync()).Failure!.Code);
        Assert.Equal(ScriptCodes.WorkerDied, lease.Broken!.Code);

        Task<ScriptOutcome> RunAsync() => lease.RunAsync(Scripts.Bundle(Good), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default);
    }

    [Fact]
    public async Task Nothing_of_a_transaction_is_there_in_the_next_one_of_the_tenant()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        Guid tenant = Guid.NewGuid();
        const string Leaves =
            "export default ({ records }) => { globalThis.left = 1; Object.prototype.left = 1; Array.prototype.push = () => 'mine'; JSON.stringify = () => '{}'; Promise.prototype.then = () => undefined; const grow = () => Promise.resolve().then(() => undefined); grow(); records[0].name = 'left'; };";
        const string Looks = "export default async ({ records }) => { await null; records[0].name = [typeof globalThis.left, typeof {}.left, [].push(1), JSON.stringify([1])].join(' '); };";
        Assert.Null((await host.RunAsync(Leaves, tenant: tenant)).Failure);
        ScriptOutcome next = await host.RunAsync(Looks, tenant: tenant);
        Assert.Null(next.Failure);
        Assert.Contains("\"undefined undefined 1 [1]\"", next.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_of_many_transactions_is_no_trouble_to_the_next()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        Guid tenant = Guid.NewGuid();
        const string Wastes = "export default ({ records }) => { let text = ''; for (let i = 0; i < 2000; i++) text += `${i} ${records.length}`; records[0].name = [text.length, new Uint8Array(1_000_000).length].join(' '); };";
        for (int n = 0; n < 150; n++) Assert.Null((await host.RunAsync(Wastes, tenant: tenant)).Failure);
    }

    [Fact]
    public async Task A_tenant_whose_scripts_ran_into_limits_stands_back_and_comes_forward_again()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        Guid hostile = Guid.NewGuid();
        Assert.Equal(ScriptCodes.CpuTime, (await host.RunAsync(Loop, tenant: hostile)).Failure!.Code);
        await using (ScriptLease lease = await host.LeaseAsync(hostile, default))
        {
            using var process = Process.GetProcessById(lease.ProcessId);
            Assert.Equal(ProcessPriorityClass.Idle, process.PriorityClass);
        }

        await using ScriptLease next = await host.LeaseAsync(Guid.NewGuid(), default);
        using var others = Process.GetProcessById(next.ProcessId);
        Assert.Equal(ProcessPriorityClass.Normal, others.PriorityClass);
    }

    [Fact]
    public async Task A_worker_that_takes_the_place_of_another_and_stands_back_comes_forward_again()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 2, WorkersPerTenant = 2, PenaltySeconds = 600, QueueMs = 60_000 });
        Guid hostile = Guid.NewGuid();
        int replacing;
        await using (ScriptLease lease = await host.LeaseAsync(hostile, default))
        {
            Assert.Equal(ScriptCodes.CpuTime, (await host.RunAsync(Loop, tenant: hostile)).Failure!.Code);
            await KillAsync(lease.ProcessId);
            Assert.Null((await lease.RunAsync(Scripts.Bundle(Good), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default)).Failure);
            replacing = lease.ProcessId;
            Assert.Equal(ProcessPriorityClass.Idle, PriorityOf(replacing));
        }

        // Where the system lets processes only fall back, it is gone.
        Assert.NotEqual(ProcessPriorityClass.Idle, PriorityOf(replacing));
    }

    private static ProcessPriorityClass? PriorityOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.PriorityClass;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_hundred_loops_of_one_tenant_do_not_stand_in_the_way_of_another()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 3, WorkersPerTenant = 2, Queue = 100, QueueMs = 120_000 });
        Guid hostile = Guid.NewGuid(), neighbour = Guid.NewGuid();
        Assert.Null((await host.RunAsync(Good, tenant: neighbour)).Failure);

        Task<ScriptOutcome[]> loops = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.RunAsync(Loop, tenant: hostile)));
        for (int n = 0; n < 50; n++) Assert.Null((await host.RunAsync(Good, tenant: neighbour)).Failure);
        Assert.False(loops.IsCompleted);
        Assert.All(await loops, outcome => Assert.Equal(ScriptCodes.CpuTime, outcome.Failure!.Code));
    }

    [Fact]
    public async Task Tenants_take_turns()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        Guid[] tenants = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        List<int> order = [];
        Task[] all;
        await using (await host.LeaseAsync(Guid.NewGuid(), default))
        {
            // The first asks for five turns before anybody else asks for one.
            all = [.. new[] { 0, 0, 0, 0, 0, 1, 2 }.Select(TakeTurnAsync)];
        }

        await Task.WhenAll(all);
        Assert.Equal([0, 1, 2, 0, 0, 0, 0], order);

        async Task TakeTurnAsync(int tenant)
        {
            await using ScriptLease lease = await host.LeaseAsync(tenants[tenant], default);
            order.Add(tenant);
        }
    }

    [Fact]
    public async Task Who_waits_too_long_for_a_worker_is_told()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1, QueueMs = 50, Queue = 2 });
        while (true)
        {
            try
            {
                await using ScriptLease held = await host.LeaseAsync(Guid.NewGuid(), default);
                await Assert.ThrowsAsync<ScriptBusyException>(() => host.LeaseAsync(Guid.NewGuid(), default));
                return;
            }
            catch (ScriptBusyException)
            {
                // The worker is still starting.
            }
        }
    }

    [Fact]
    public async Task A_run_that_is_cancelled_leaves_a_free_place()
    {
        await using ScriptHost host = Scripts.Host(new WorkerLimits { Workers = 1, WorkersPerTenant = 1 });
        using CancellationTokenSource cancelled = new();
        await using (ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default))
        {
            Task<ScriptOutcome> run = lease.RunAsync(
                Scripts.Bundle("export default async ({ db }) => { await db.get('Account', '1'); };"), "default", Scripts.Input(), Scripts.Limits, new CancellingCalls(cancelled), cancelled.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        Assert.Null((await host.RunAsync(Good)).Failure);
    }

    [Fact]
    public async Task A_call_that_waits_forever_ends_with_the_limit_of_time()
    {
        await using ScriptHost host = Scripts.Host();
        ScriptOutcome outcome = await host.RunAsync(
            Scripts.Bundle("export default async ({ db }) => { await db.get('Account', '1'); };"), new WaitingCalls(), limits: Scripts.Limits with { WallMs = 300 });
        Assert.Equal((ScriptCodes.WallTime, 300), (outcome.Failure!.Code, outcome.Failure.Limit));
    }

    [Fact]
    public async Task Missing_programs_are_told_with_what_to_do()
    {
        await using ScriptHost host = new(new WorkerLimits(), Scripts.Limits, TimeProvider.System, () => throw new ScriptingUnavailableException("Run './platform setup'."));
        var failure = await Assert.ThrowsAsync<ScriptingUnavailableException>(() => host.LeaseAsync(Guid.NewGuid(), default));
        Assert.Contains("./platform setup", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(host.Health.Problem);
    }

    [Fact]
    public async Task The_report_tells_what_the_operating_system_takes_away()
    {
        await using ScriptHost host = Scripts.Host();
        await using ScriptLease lease = await host.LeaseAsync(Guid.NewGuid(), default);
        Confinement confinement = host.Health.Confinement!;
        string[] status = await File.ReadAllLinesAsync($"/proc/{lease.ProcessId}/status");
        if (confinement.HasNoNewPrivileges) Assert.Contains("NoNewPrivs:\t1", status);
        if (confinement.IsUnprivileged) Assert.DoesNotContain(status, line => line.StartsWith("Uid:\t0", StringComparison.Ordinal));
        if (confinement.HasMemoryLimit) Assert.Contains("1073741824", await File.ReadAllTextAsync($"/proc/{lease.ProcessId}/limits"), StringComparison.Ordinal);
        if (confinement.HasNoNetwork) Assert.NotEqual(Network("self"), Network(lease.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((1, 0), (host.Health.Leased, host.Health.Waiting));

        static string? Network(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_limit_that_is_none_is_refused(int value)
    {
        ScriptLimits[] scripts =
        [
            new() { CpuMs = value }, new() { WallMs = value }, new() { BackgroundWallMs = value }, new() { HeapMb = value }, new() { ExternalMb = value }, new() { Calls = value }, new() { PendingCalls = value }, new() { MessageBytes = value },
            new() { LogBytes = value }, new() { Depth = value }, new() { RowsRead = value }, new() { RecordsWritten = value }, new() { Nesting = value },
        ];
        WorkerLimits[] workers =
        [
            new() { Workers = value }, new() { WorkersPerTenant = value }, new() { PenaltySeconds = value }, new() { Queue = value }, new() { QueueMs = value },
            new() { BackgroundWorkers = value }, new() { BackgroundQueueMs = value }, new() { ProcessMb = value }, new() { GraceMs = value }, new() { StartMs = value }, new() { SourceBytes = value },
        ];
        Assert.All(scripts, limits => Assert.Throws<ArgumentOutOfRangeException>(() => limits.Checked()));
        Assert.All(workers, limits => Assert.Throws<ArgumentOutOfRangeException>(() => limits.Checked()));
    }

    private static async Task KillAsync(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private sealed class KillingCalls(ScriptLease lease) : IScriptCalls
    {
        public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
        {
            await KillAsync(lease.ProcessId);
            return ScriptAnswer.Nothing;
        }
    }

    private sealed class CancellingCalls(CancellationTokenSource source) : IScriptCalls
    {
        public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
        {
            await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return ScriptAnswer.Nothing;
        }
    }

    private sealed class WaitingCalls : IScriptCalls
    {
        public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return ScriptAnswer.Nothing;
        }
    }
}
