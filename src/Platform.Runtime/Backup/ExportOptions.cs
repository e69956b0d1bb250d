namespace Platform.Runtime.Backup;

/// <summary>What an export contains.</summary>
/// <param name="Json">JSON lines instead of CSV.</param>
/// <param name="Objects">Names of objects; empty for all.</param>
/// <param name="WithEncrypted">Whether encrypted fields are written, as plain text.</param>
public sealed record ExportOptions(bool Json, IReadOnlyList<string> Objects, bool WithEncrypted);
