using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Runtime.Demo.Loading;

/// <summary>Counts stored rows and tells about them now and then.</summary>
internal sealed class LoadReport(IProgress<DemoProgress>? progress, Stopwatch watch)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private string _step = "";
    private long _total;
    private TimeSpan _lastTold = -Interval;

    /// <summary>Rows by step.</summary>
    public IReadOnlyDictionary<string, long> Rows => _rows;

    /// <summary>Begins a step that stores rows, or goes on with it.</summary>
    public void Begin(string step)
    {
        _step = step;
        if (_rows.TryAdd(step, 0)) Tell(step);
    }

    /// <summary>Begins a step that stores none.</summary>
    public void Tell(string step) => progress?.Report(new DemoProgress(step, 0, _total, watch.Elapsed));

    /// <summary>Counts a row.</summary>
    public void Stored()
    {
        long inStep = ++CollectionsMarshal.GetValueRefOrAddDefault(_rows, _step, out _);
        _total++;

        // Reading the clock for every row would cost more than counting it.
        if (progress is null || (_total & 0x3FF) != 1 || watch.Elapsed - _lastTold < Interval) return;
        _lastTold = watch.Elapsed;
        progress.Report(new DemoProgress(_step, inStep, _total, watch.Elapsed));
    }
}
