namespace Platform.Sql.Definition;

/// <summary>A column in a definition.</summary>
/// <param name="Name">Unquoted name.</param>
/// <param name="Type">Its type.</param>
/// <param name="NotNull">Refuses null.</param>
/// <param name="Default">A constant, or null for none.</param>
public sealed record SqlColumnDefinition(string Name, SqlColumnType Type, bool NotNull = false, SqlExpression? Default = null);
