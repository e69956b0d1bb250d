namespace Platform.Metadata.Tables;

/// <summary>A column as the model wants it.</summary>
/// <param name="Name">Name, unquoted.</param>
/// <param name="Type">PostgreSQL type as in DDL.</param>
/// <param name="NotNull">Refuses null.</param>
/// <param name="Default">Constant default, or null.</param>
public sealed record TableColumn(string Name, string Type, bool NotNull, ColumnDefault? Default);
