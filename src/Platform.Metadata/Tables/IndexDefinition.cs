using Platform.Metadata.Collections;
using Platform.Sql.Definition;

namespace Platform.Metadata.Tables;

/// <summary>An index as the model wants it.</summary>
/// <param name="Name">Name, unique in the schema.</param>
/// <param name="Method">How it is built.</param>
/// <param name="Keys">Keys in order.</param>
/// <param name="Unique">No two live rows share the key.</param>
/// <param name="Rows">Which rows it covers.</param>
public sealed record IndexDefinition(
    string Name, SqlIndexMethod Method, EquatableArray<SqlIndexKey> Keys, bool Unique, SqlIndexRows Rows = SqlIndexRows.All)
{
    /// <summary>The index as it is defined in the database.</summary>
    /// <param name="stateColumn">Column that is null in live rows; null or empty for a table without one.</param>
    public SqlIndex ToSql(string? stateColumn) =>
        new(Name, Method, Keys, Unique, Rows, string.IsNullOrEmpty(stateColumn) ? null : stateColumn);
}
