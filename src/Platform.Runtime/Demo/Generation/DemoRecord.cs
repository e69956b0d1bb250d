namespace Platform.Runtime.Demo.Generation;

/// <summary>A value of named parts: an entry of a pool, an address, a geolocation.</summary>
internal sealed class DemoRecord
{
    private readonly KeyValuePair<string, object?>[] _parts;

    /// <summary>A record of the given parts, whose names differ.</summary>
    public DemoRecord(IEnumerable<KeyValuePair<string, object?>> parts) => _parts = [.. parts];

    /// <summary>The value of a part; null when the record has none of that name. Records have few parts, so a scan is quickest.</summary>
    public object? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, object?> part in _parts)
            {
                if (string.Equals(part.Key, name, StringComparison.Ordinal)) return part.Value;
            }

            return null;
        }
    }

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Parts => _parts;
}
