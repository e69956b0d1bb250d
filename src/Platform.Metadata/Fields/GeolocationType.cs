namespace Platform.Metadata.Fields;

/// <summary>A point on Earth: latitude −90 to 90 and longitude −180 to 180 in degrees (WGS 84), a column each.</summary>
public sealed record GeolocationType : FieldType;
