namespace Platform.Metadata.Values;

/// <summary>A point on Earth in degrees (WGS 84).</summary>
/// <param name="Latitude">−90 to 90, north positive.</param>
/// <param name="Longitude">−180 to 180, east positive.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude);
