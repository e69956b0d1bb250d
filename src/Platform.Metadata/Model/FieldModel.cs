using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Model;

/// <summary>A field as the engines see it.</summary>
public sealed record FieldModel
{
    /// <summary>Stable identifier within the object.</summary>
    public required string Id { get; init; }

    /// <summary>Name, also the GraphQL field name.</summary>
    public required string Name { get; init; }

    /// <summary>Label.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Help or null.</summary>
    public LocalizedText? Help { get; init; }

    /// <summary>What it holds, picklists resolved (<see cref="PicklistSource.Values"/> filled even when global).</summary>
    public required FieldType Type { get; init; }

    /// <summary>
    /// Columns in the object's table, from the stable id: one for most types; five for an address (street, city, state, postal_code,
    /// country), two for a geolocation (latitude, longitude) and a polymorphic lookup (type, id); none for many-to-many.
    /// </summary>
    public required EquatableArray<ColumnModel> Columns { get; init; }

    /// <summary>Link table of a many-to-many field (columns <c>source_id</c>, <c>target_id</c>), else null.</summary>
    public string? LinkTable { get; init; }

    /// <summary>A value must be given.</summary>
    public bool Required { get; init; }

    /// <summary>No two live records share a value.</summary>
    public bool Unique { get; init; }

    /// <summary>Constant default or null.</summary>
    public JsonText? Default { get; init; }

    /// <summary>Set only on create.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>One of the fields that every object has.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Never written by callers: id, version, stamps, autonumbers.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Deprecation reason or null.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Package that brought the field, when it is not the object's own.</summary>
    public string? Package { get; init; }

    /// <summary>The only column; for types that have exactly one.</summary>
    public ColumnModel Column => Columns[0];
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Unquoted name.</param>
/// <param name="Type">PostgreSQL type as in DDL, for example <c>numeric(18,2)</c>.</param>
/// <param name="NotNull">The column refuses null.</param>
public sealed record ColumnModel(string Name, string Type, bool NotNull = false);

/// <summary>A to-many field on the target of another object's reference.</summary>
/// <param name="Name">Name on this object, for example <c>contacts</c>.</param>
/// <param name="Label">Label; plural label of the source by default.</param>
/// <param name="SourceObject">Object that holds the reference.</param>
/// <param name="SourceField">The lookup, master-detail, polymorphic or many-to-many field of that object.</param>
/// <param name="Kind">Which kind of reference it is.</param>
public sealed record RelationModel(string Name, LocalizedText Label, string SourceObject, string SourceField, RelationKind Kind);

/// <summary>Kinds of references seen from their target.</summary>
public enum RelationKind
{
    /// <summary>Inverse of a lookup.</summary>
    Lookup,

    /// <summary>Inverse of a polymorphic lookup.</summary>
    Polymorphic,

    /// <summary>Inverse of a master-detail.</summary>
    Detail,

    /// <summary>Other side of a many-to-many.</summary>
    ManyToMany,
}

/// <summary>An index of an object's table.</summary>
/// <param name="Name">Unquoted, unique in the tenant's schema, derived from table and key.</param>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">Unique over live rows (<c>where deleted_at is null</c>), text without case.</param>
/// <param name="Method">How it is built.</param>
public sealed record IndexModel(string Name, EquatableArray<string> Fields, bool Unique, IndexMethod Method);

/// <summary>Index methods.</summary>
public enum IndexMethod
{
    /// <summary>B-tree: equality, ranges, order.</summary>
    Btree,

    /// <summary>GIN over array elements: multi-picklists and tags.</summary>
    ArrayGin,

    /// <summary>GIN trigrams over text: contains and search.</summary>
    TrigramGin,
}
