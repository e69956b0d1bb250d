using System.Collections.Frozen;

namespace Platform.Metadata.Model;

/// <summary>Names that documents cannot take because the platform's API uses them.</summary>
public static class ReservedWords
{
    private static readonly FrozenSet<string> Fields = SystemFields.All
        .Append(SystemFields.Currency)
        .Concat(["and", "or", "not", "search", "isNull", "some", "every", "none"])
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Objects = FrozenSet.ToFrozenSet(
        [
            "Query", "Mutation", "Subscription", "String", "Int", "Float", "Boolean", "ID", "Decimal", "Date", "DateTime", "Time", "Duration",
            "JSON", "Json", "PageInfo", "Access", "Address", "AddressFilter", "AddressInput", "Geolocation", "GeolocationInput", "Record", "Node",
            "Viewer", "Me", "Upload", "Object", "Field", "Model", "Problem", "Failure", "Warning",
        ],
        StringComparer.Ordinal);

    /// <summary>True when no field or relation of a document may have the name.</summary>
    public static bool IsReservedField(string name) => Fields.Contains(name);

    /// <summary>True when no object of a document may have the name.</summary>
    public static bool IsReservedObject(string name) => Objects.Contains(name);

    /// <summary>Reserved field names, for schemas.</summary>
    public static IReadOnlyCollection<string> ReservedFields => Fields;

    /// <summary>Reserved object names, for schemas.</summary>
    public static IReadOnlyCollection<string> ReservedObjects => Objects;
}
