namespace Platform.Sql;

/// <summary>A table by its qualified name, so that a statement means the same whatever the session's <c>search_path</c> is.</summary>
/// <param name="Schema">Schema, unquoted.</param>
/// <param name="Name">Table, unquoted.</param>
public sealed record SqlTable(string Schema, string Name);
