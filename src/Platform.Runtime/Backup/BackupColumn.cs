namespace Platform.Runtime.Backup;

/// <summary>A column of a table.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type as PostgreSQL writes it.</param>
/// <param name="NotNull">Whether it takes no null.</param>
/// <param name="Default">Expression of the default; null for none.</param>
/// <param name="Identity"><c>always</c> or <c>by default</c> for a column that numbers itself; null for others.</param>
public sealed record BackupColumn(string Name, string Type, bool NotNull, string? Default, string? Identity);
