namespace Platform.Runtime.Backup;

/// <summary>A constraint of a table.</summary>
/// <param name="Name">Name.</param>
/// <param name="Definition">Its definition as PostgreSQL writes it.</param>
public sealed record BackupConstraint(string Name, string Definition);
