using System.Diagnostics.Metrics;
using Platform.Scripting.Pooling;

namespace Platform.Runtime.Hooks;

/// <summary>Measurements of scripts and their workers, under <c>/metrics</c>.</summary>
internal sealed class HookMetrics : IHookRunObserver, IDisposable
{
    private readonly Meter _meter = new("Platform.Hooks");
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _seconds;

    /// <summary>Begins to measure.</summary>
    /// <param name="host">The workers.</param>
    public HookMetrics(ScriptHost host)
    {
        _runs = _meter.CreateCounter<long>("platform.hooks.runs", "{run}", "Runs of hooks by event and outcome.");
        _seconds = _meter.CreateHistogram<double>("platform.hooks.duration", "s", "Time of runs of hooks from start to end.");
        _meter.CreateObservableGauge("platform.hooks.workers", () => Workers(host.Health), "{process}", "Worker processes by what they do.");
        _meter.CreateObservableGauge("platform.hooks.waiting", () => host.Health.Waiting, "{lease}", "Transactions that wait for a worker.");
        _meter.CreateObservableCounter("platform.hooks.workers.lost", () => host.Health.Lost, "{process}", "Workers that ended or were killed in the midst of a transaction.");
        _meter.CreateObservableGauge("platform.hooks.confinement", () => Measures(host.Health), "1", "Whether the operating system takes a thing away from workers: 1 when it does.");
    }

    /// <inheritdoc/>
    public void Ended(HookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        KeyValuePair<string, object?> happening = new("event", run.Event);
        _runs.Add(1, happening, new("outcome", run.Outcome.Failure?.Code ?? "ok"));
        _seconds.Record(run.Outcome.Wall.TotalSeconds, happening);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Workers(ScriptHealth health) =>
    [
        new(health.Leased, new KeyValuePair<string, object?>("state", "busy")),
        new(health.Processes.Count - health.Leased, new KeyValuePair<string, object?>("state", "idle")),
    ];

    private static IEnumerable<Measurement<int>> Measures(ScriptHealth health) => health.Confinement is not { } taken ? [] :
    [
        Measure("network", taken.HasNoNetwork), Measure("privileges", taken.IsUnprivileged), Measure("new_privileges", taken.HasNoNewPrivileges),
        Measure("memory", taken.HasMemoryLimit),
    ];

    private static Measurement<int> Measure(string name, bool holds) => new(holds ? 1 : 0, new KeyValuePair<string, object?>("measure", name));
}
