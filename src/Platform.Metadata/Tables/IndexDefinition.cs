using Platform.Metadata.Collections;
using Platform.Sql.Definition;

namespace Platform.Metadata.Tables;

/// <summary>An index as the model wants it.</summary>
/// <param name="Name">Name, unique in the schema.</param>
/// <param name="Method">How it is built.</param>
/// <param name="Keys">Keys in order.</param>
/// <param name="Unique">No two live rows share the key.</param>
/// <param name="LiveOnly">Covers only rows outside the recycle bin.</param>
public sealed record IndexDefinition(
    string Name, SqlIndexMethod Method, EquatableArray<SqlIndexKey> Keys, bool Unique, bool LiveOnly);
