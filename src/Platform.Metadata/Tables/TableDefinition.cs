using Platform.Metadata.Collections;

namespace Platform.Metadata.Tables;

/// <summary>A table as the model wants it in the tenant's schema.</summary>
public sealed record TableDefinition
{
    /// <summary>Name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>Columns in order of the model.</summary>
    public required EquatableArray<TableColumn> Columns { get; init; }

    /// <summary>Columns of the primary key.</summary>
    public required EquatableArray<string> PrimaryKey { get; init; }

    /// <summary>Foreign keys, ordered by name.</summary>
    public EquatableArray<ForeignKeyDefinition> ForeignKeys { get; init; }

    /// <summary>Indexes apart from the primary key's, ordered by name.</summary>
    public EquatableArray<IndexDefinition> Indexes { get; init; }

    /// <summary>Name of the primary key constraint.</summary>
    public string PrimaryKeyName => ConstraintNames.PrimaryKey(Name);
}
