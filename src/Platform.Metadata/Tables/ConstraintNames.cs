using System.Globalization;
using Platform.Metadata.Storage;

namespace Platform.Metadata.Tables;

/// <summary>
/// Names of what the model does not name itself: constraints, set-aside columns and tables. They follow from physical names alone, and a
/// name that would be longer than PostgreSQL keeps ends in a hash of the whole.
/// </summary>
public static class ConstraintNames
{
    /// <summary>The primary key constraint of a table.</summary>
    public static string PrimaryKey(string table) => StorageNames.Shorten($"{table}_pkey");

    /// <summary>The foreign key constraint of a column.</summary>
    public static string ForeignKey(string table, string column) => StorageNames.Shorten($"{table}_{column}_fkey");

    /// <summary>The check that stands for NOT NULL while blank rows remain.</summary>
    public static string NotNullCheck(string table, string column) => StorageNames.Shorten($"{table}_{column}_filled");

    /// <summary>The index of a link table from its target side.</summary>
    public static string LinkIndex(string table) => StorageNames.Shorten($"{table}_target_idx");

    /// <summary>A column or table that revision <paramref name="revision"/> set aside.</summary>
    public static string SetAside(long revision, string name) =>
        StorageNames.Shorten(string.Create(CultureInfo.InvariantCulture, $"dropped_{revision}_{name}"));
}
