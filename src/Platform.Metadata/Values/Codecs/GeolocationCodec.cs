using System.Globalization;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A point: <see cref="GeoPoint"/>; <c>latitude, longitude</c> in one cell of imports and exports.</summary>
internal sealed class GeolocationCodec : ValueCodec
{
    private const int Decimals = 6;

    /// <inheritdoc/>
    public override int ColumnCount => 2;

    /// <inheritdoc/>
    public override string ToText(object value)
    {
        var point = (GeoPoint)value;
        return string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.######}, {point.Longitude:0.######}");
    }

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value)
    {
        var point = (GeoPoint)value;
        writer.WriteStartObject();
        writer.WriteNumber("latitude", point.Latitude);
        writer.WriteNumber("longitude", point.Longitude);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns)
    {
        columns[0] = value is GeoPoint point ? point.Latitude : null;
        columns[1] = value is GeoPoint same ? same.Longitude : null;
    }

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) =>
        columns[0] is { } latitude && columns[1] is { } longitude
            ? new GeoPoint((decimal)latitude, (decimal)longitude)
            : null;

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryMembers(input, out var members)) return WrongType("Geolocation");
        foreach (string name in members.Keys)
        {
            if (name is not ("latitude" or "longitude")) return ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownMember, "name", name));
        }

        return Point(Degrees(members.GetValueOrDefault("latitude")), Degrees(members.GetValueOrDefault("longitude")));
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        string[] parts = FullWidth.ToAscii(text).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 ? Point(Degrees(parts[0]), Degrees(parts[1])) : ValueResult.Refused(ValueCodes.InvalidPoint);
    }

    private static ValueResult Point(decimal? latitude, decimal? longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180
            ? ValueResult.Of(new GeoPoint(latitude.Value, longitude.Value))
            : ValueResult.Refused(ValueCodes.InvalidPoint);

    private static decimal? Degrees(object? input)
    {
        if (InputForm.IsNull(input)) return null;
        if (!InputForm.TryNumber(input, out string? number) && !InputForm.TryText(input, out number)) return null;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return number.Length <= 64 && decimal.TryParse(number, style, CultureInfo.InvariantCulture, out decimal degrees)
            ? decimal.Round(degrees, Decimals) + 0.000000m
            : null;
    }
}
