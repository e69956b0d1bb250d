namespace Platform.Runtime.Hosting.Metrics;

/// <summary>The running total of one combination of labels.</summary>
/// <param name="bounds">Upper bounds of the buckets of a histogram, ascending; empty for other kinds.</param>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _value;

    /// <summary>Value of a counter or gauge; sum of a histogram's observations.</summary>
    internal double Value
    {
        get
        {
            lock (_lock) return _value;
        }
    }

    internal void Set(double value)
    {
        lock (_lock) _value = value;
    }

    internal void Add(double value)
    {
        lock (_lock) _value += value;
    }

    internal void Observe(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        lock (_lock)
        {
            _counts[bucket]++;
            _value += value;
        }
    }

    /// <summary>Buckets with the number of observations up to each bound; the last bound is infinity.</summary>
    internal IReadOnlyList<(double Bound, long Count)> Cumulated()
    {
        var buckets = new (double, long)[bounds.Length + 1];
        long total = 0;
        lock (_lock)
        {
            for (int i = 0; i < buckets.Length; i++)
            {
                total += _counts[i];
                buckets[i] = (i < bounds.Length ? bounds[i] : double.PositiveInfinity, total);
            }
        }
        return buckets;
    }
}
