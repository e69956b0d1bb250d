using Platform.Sql.Definition;

namespace Platform.Metadata.Tables;

/// <summary>A foreign key to another table's <c>id</c>.</summary>
/// <param name="Name">Name of the constraint.</param>
/// <param name="Column">Referring column.</param>
/// <param name="Target">Referred table in the same schema.</param>
/// <param name="OnDelete">What happens to the referring row.</param>
public sealed record ForeignKeyDefinition(string Name, string Column, string Target, SqlDeleteAction OnDelete);
