using System.Collections.Frozen;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Fields;

/// <summary>Names of the parts of structured field types, in the order of their columns.</summary>
public static class FieldParts
{
    /// <summary>Parts of an address.</summary>
    public static IReadOnlyList<string> Address { get; } = ["street", "city", "state", "postalCode", "country"];

    /// <summary>Parts of a geolocation.</summary>
    public static IReadOnlyList<string> Geolocation { get; } = ["latitude", "longitude"];

    private static readonly FrozenDictionary<string, LocalizedText> Labels = new (string Part, string English, string Chinese)[]
    {
        ("street", "Street", "街道地址"), ("city", "City", "城市"), ("state", "State or province", "省 / 州"), ("postalCode", "Postal code", "邮政编码"),
        ("country", "Country", "国家 / 地区"), ("latitude", "Latitude", "纬度"), ("longitude", "Longitude", "经度"),
    }.ToFrozenDictionary(l => l.Part, l => new LocalizedText([new LocalizedEntry("en", l.English), new LocalizedEntry("zh-CN", l.Chinese)]), StringComparer.Ordinal);

    /// <summary>What people call a part.</summary>
    /// <exception cref="KeyNotFoundException">There is no such part.</exception>
    public static LocalizedText LabelOf(string part) => Labels[part];

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
