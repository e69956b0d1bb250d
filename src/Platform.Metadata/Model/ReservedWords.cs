using System.Collections.Frozen;

namespace Platform.Metadata.Model;

/// <summary>Names that documents cannot take because the platform's API uses them.</summary>
public static class ReservedWords
{
    private static readonly FrozenSet<string> Fields = SystemFields.All
        .Append(SystemFields.Currency).Append(SystemFields.RecordType)
        .Concat(["and", "or", "not", "search", "isNull", "some", "every", "none"])
        .ToFrozenSet(StringComparer.Ordinal);

    // The last ones are kept for what the API may come to have.
    private static readonly FrozenSet<string> Objects = ApiTypes.Fixed.Concat(ApiTypes.FixedBases)
        .Concat(["Me", "Viewer", "Node", "Nothing", "Upload"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when no field or relation of a document may have the name.</summary>
    public static bool IsReservedField(string name) => Fields.Contains(name);

    /// <summary>True when no object of a document may have the name.</summary>
    public static bool IsReservedObject(string name) => Objects.Contains(name);

    /// <summary>Reserved field names, for schemas.</summary>
    public static IReadOnlyCollection<string> ReservedFields => Fields;

    /// <summary>Reserved object names, for schemas.</summary>
    public static IReadOnlyCollection<string> ReservedObjects => Objects;
}
