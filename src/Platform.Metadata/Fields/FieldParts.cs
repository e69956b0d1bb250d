namespace Platform.Metadata.Fields;

/// <summary>Names of the parts of structured field types, in the order of their columns.</summary>
public static class FieldParts
{
    /// <summary>Parts of an address.</summary>
    public static IReadOnlyList<string> Address { get; } = ["street", "city", "state", "postalCode", "country"];

    /// <summary>Parts of a geolocation.</summary>
    public static IReadOnlyList<string> Geolocation { get; } = ["latitude", "longitude"];
}
