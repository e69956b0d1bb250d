using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Platform.Runtime.Hosting.Metrics;

/// <summary>
/// Collects the measurements of the host (<see cref="Meter"/>s of the platform, the web server, the driver and the runtime) into totals.
/// Bounded: an instrument whose labels take too many values loses the further ones, and the process keeps its memory.
/// </summary>
internal sealed class MetricRegistry : IDisposable
{
    private const int MostSeriesPerInstrument = 500;

    private static readonly string[] Meters =
        ["Platform", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();

    public MetricRegistry()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            bool wanted = Meters.Any(name => instrument.Meter.Name == name || instrument.Meter.Name.StartsWith(name + ".", StringComparison.Ordinal));
            if (wanted) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, i => new MetricFamily(i, MostSeriesPerInstrument)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _families.TryRemove(instrument, out MetricFamily? _);
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.SetMeasurementEventCallback<float>((i, value, labels, state) => Record(i, value, labels, state));
        _listener.SetMeasurementEventCallback<decimal>((i, value, labels, state) => Record(i, (double)value, labels, state));
        _listener.SetMeasurementEventCallback<long>((i, value, labels, state) => Record(i, value, labels, state));
        _listener.SetMeasurementEventCallback<int>((i, value, labels, state) => Record(i, value, labels, state));
        _listener.SetMeasurementEventCallback<short>((i, value, labels, state) => Record(i, value, labels, state));
        _listener.SetMeasurementEventCallback<byte>((i, value, labels, state) => Record(i, value, labels, state));
        _listener.Start();
    }

    /// <summary>The totals now, ordered by name. Observable instruments are asked.</summary>
    internal ImmutableArray<MetricFamily> Read()
    {
        _listener.RecordObservableInstruments();
        return [.. _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? state) =>
        ((MetricFamily)state!).Record(value, labels);
}
