using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Platform.Runtime.Hosting.Metrics;

/// <summary>One instrument and its series, one for each combination of labels.</summary>
internal sealed class MetricFamily
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly SeriesIndex _known;
    private readonly int _mostSeries;
    private readonly double[] _buckets;

    internal MetricFamily(Instrument instrument, int mostSeries)
    {
        _mostSeries = mostSeries;
        _known = new SeriesIndex(2 * mostSeries);
        Type type = instrument.GetType().GetGenericTypeDefinition();
        IsObserved = instrument.IsObservable;
        Kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        // A gauge that is set replaces its value; an up-down counter adds to it.
        Replaces = IsObserved || type == typeof(Gauge<>);
        Name = PrometheusText.Name(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? "";
        _buckets = Kind == MetricKind.Histogram ? Buckets(instrument) : [];
    }

    internal string Name { get; }

    internal string Help { get; }

    internal MetricKind Kind { get; }

    internal IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private bool IsObserved { get; }

    private bool Replaces { get; }

    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        MetricSeries? series = _known.Find(labels);
        if (series is null)
        {
            string key = Labels(labels);
            if (!_series.TryGetValue(key, out series))
            {
                if (_series.Count >= _mostSeries) return;
                series = _series.GetOrAdd(key, _ => new MetricSeries(_buckets));
            }
            _known.Add(labels, series);
        }
        if (Kind == MetricKind.Histogram) series.Observe(value);
        else if (Replaces) series.Set(value);
        else series.Add(value);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.IsEmpty) return "";
        var text = new StringBuilder();
        foreach ((string name, object? value) in labels)
        {
            if (text.Length > 0) text.Append(',');
            string shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(PrometheusText.Label(name)).Append("=\"").Append(PrometheusText.Escape(shown)).Append('"');
        }
        return text.ToString();
    }

    private static double[] Buckets(Instrument instrument)
    {
        if (instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised }) return [.. advised];
        return instrument.Unit == "s"
            ? [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
            : [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
    }
}
