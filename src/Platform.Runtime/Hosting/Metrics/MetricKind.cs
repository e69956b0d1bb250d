namespace Platform.Runtime.Hosting.Metrics;

/// <summary>Kinds that Prometheus tells apart.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Distribution of observations.</summary>
    Histogram,
}
