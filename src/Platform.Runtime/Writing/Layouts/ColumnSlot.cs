using Platform.Sql;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>A column of a field.</summary>
/// <param name="Name">Name, unquoted.</param>
/// <param name="Type">Type.</param>
internal sealed record ColumnSlot(string Name, SqlType Type);
