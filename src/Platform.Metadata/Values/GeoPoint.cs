namespace Platform.Metadata.Values;

/// <summary>A point on Earth in degrees (WGS 84) of six decimals, which is a tenth of a metre; finer input is rounded, as a device's last digits say nothing.</summary>
/// <param name="Latitude">−90 to 90, north positive.</param>
/// <param name="Longitude">−180 to 180, east positive.</param>
public readonly record struct GeoPoint(decimal Latitude, decimal Longitude)
{
    /// <summary>The value of a part by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public decimal Part(string name) => name switch
    {
        "latitude" => Latitude,
        "longitude" => Longitude,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A geolocation has no such part."),
    };
}
