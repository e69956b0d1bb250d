namespace Platform.Metadata.Model;

/// <summary>A column of a table.</summary>
/// <param name="Name">Unquoted name.</param>
/// <param name="Type">PostgreSQL type as in DDL, for example <c>numeric(18,2)</c>.</param>
/// <param name="NotNull">The column refuses null.</param>
public sealed record ColumnModel(string Name, string Type, bool NotNull = false);
