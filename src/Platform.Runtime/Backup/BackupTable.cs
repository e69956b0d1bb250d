namespace Platform.Runtime.Backup;

/// <summary>A table of an archive: how it was made, in the server's own words, and where its rows are.</summary>
/// <param name="Name">Name without the schema.</param>
/// <param name="Columns">Columns in their order.</param>
/// <param name="Constraints">Definitions of constraints, foreign keys apart.</param>
/// <param name="ForeignKeys">Definitions of foreign keys.</param>
/// <param name="Indexes">Statements that make the indexes that belong to no constraint.</param>
/// <param name="Entry">Entry of the archive with the rows in the binary form of COPY.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Sha256">SHA-256 of the entry's content in lower-case hex.</param>
public sealed record BackupTable(
    string Name,
    IReadOnlyList<BackupColumn> Columns,
    IReadOnlyList<BackupConstraint> Constraints,
    IReadOnlyList<BackupConstraint> ForeignKeys,
    IReadOnlyList<string> Indexes,
    string Entry,
    long Rows,
    string Sha256)
{
    /// <summary>Statements that make the triggers of kept totals, each after the function that it calls.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];
}
