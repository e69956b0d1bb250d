using System.Collections.Concurrent;

namespace Platform.Runtime.Hosting.Metrics;

/// <summary>
/// Finds series by labels as the instruments give them, without writing them out: measurements are of a few combinations, again and again, several in every request.
/// </summary>
/// <param name="most">Combinations kept at most; further ones are not found.</param>
internal sealed class SeriesIndex(int most)
{
    private readonly ConcurrentDictionary<int, Entry> _entries = new();

    internal MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        _entries.TryGetValue(Hash(labels), out Entry? entry);
        while (entry is not null && !entry.Has(labels)) entry = entry.Next;
        return entry?.Series;
    }

    internal void Add(ReadOnlySpan<KeyValuePair<string, object?>> labels, MetricSeries series)
    {
        if (_entries.Count >= most) return;
        KeyValuePair<string, object?>[] kept = labels.ToArray();
        _entries.AddOrUpdate(Hash(labels), _ => new Entry(kept, series, null), (_, first) => new Entry(kept, series, first));
    }

    private static int Hash(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        HashCode hash = new();
        foreach ((string name, object? value) in labels)
        {
            hash.Add(name);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    private sealed record Entry(KeyValuePair<string, object?>[] Labels, MetricSeries Series, Entry? Next)
    {
        internal bool Has(ReadOnlySpan<KeyValuePair<string, object?>> labels)
        {
            if (labels.Length != Labels.Length) return false;
            for (int i = 0; i < labels.Length; i++)
            {
                if (labels[i].Key != Labels[i].Key || !Equals(labels[i].Value, Labels[i].Value)) return false;
            }
            return true;
        }
    }
}
