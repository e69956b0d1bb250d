namespace Platform.Runtime.Backup;

/// <summary>A tenant of an archive.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Schema">PostgreSQL schema of its records.</param>
/// <param name="Revision">Revision of its documents.</param>
/// <param name="Tables">Tables of the schema.</param>
/// <param name="Files">SHA-256 of the contents of its files, which is also their name in the archive.</param>
public sealed record BackupTenant(Guid Id, string Slug, string Schema, long Revision, IReadOnlyList<BackupTable> Tables, IReadOnlyList<string> Files)
{
    /// <summary>Records of all tables.</summary>
    public long Rows => Tables.Sum(t => t.Rows);
}
