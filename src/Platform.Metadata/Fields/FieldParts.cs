using Platform.Metadata.Model;

namespace Platform.Metadata.Fields;

/// <summary>Names of the parts of structured field types, in the order of their columns.</summary>
public static class FieldParts
{
    /// <summary>Parts of an address.</summary>
    public static IReadOnlyList<string> Address { get; } = ["street", "city", "state", "postalCode", "country"];

    /// <summary>Parts of a geolocation.</summary>
    public static IReadOnlyList<string> Geolocation { get; } = ["latitude", "longitude"];

    /// <summary>Parts of a field of the type; none when it is one value.</summary>
    public static IReadOnlyList<string> Of(FieldType type) => type switch
    {
        AddressType => Address,
        GeolocationType => Geolocation,
        _ => [],
    };

    /// <summary>The column that holds a part.</summary>
    /// <param name="field">A field of an address or a geolocation.</param>
    /// <param name="part">One of its parts.</param>
    public static ColumnModel Column(FieldModel field, string part) => field.Columns[Of(field.Type).TakeWhile(name => name != part).Count()];
}
