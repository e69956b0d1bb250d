using Npgsql;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>Makes a tenant's schema anew: tables, rows, and then what is quicker to make over all rows at once: constraints and indexes.</summary>
internal sealed class SchemaRestore(NpgsqlConnection connection, BackupArchive archive, BackupTenant tenant, CancellationToken cancellation)
{
    internal async Task RunAsync()
    {
        await ExecuteAsync($"CREATE SCHEMA {SqlIdentifier.Quote(tenant.Schema)}");
        foreach (BackupTable table in tenant.Tables)
        {
            await ExecuteAsync($"CREATE TABLE {Name(table)} ({string.Join(", ", table.Columns.Select(Column))})");
            await RowCopy.RunAsync(connection, archive, table, Name(table), cancellation);
            foreach (BackupColumn column in table.Columns.Where(c => c.Identity is not null)) await GoOnNumberingAsync(table, column);
        }

        foreach (BackupTable table in tenant.Tables)
        {
            foreach (BackupConstraint constraint in table.Constraints) await AddAsync(table, constraint);
            foreach (string index in table.Indexes) await ExecuteAsync(index);
        }

        // Totals are in the archive with what they are of: they are kept from here on.
        foreach (string trigger in tenant.Tables.SelectMany(t => t.Triggers)) await ExecuteAsync(trigger);

        // Foreign keys need the keys of what they refer to.
        foreach (BackupTable table in tenant.Tables)
        {
            foreach (BackupConstraint key in table.ForeignKeys.Where(k => !IsOfOwner(k))) await AddAsync(table, key);
        }
    }

    // Types, defaults and definitions are PostgreSQL's own words out of the archive.
    private static string Column(BackupColumn column) =>
        $"{SqlIdentifier.Quote(column.Name)} {column.Type}"
        + (column.Identity is { } identity ? $" GENERATED {(identity == "always" ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY" : "")
        + (column.Default is { } value ? $" DEFAULT {value}" : "")
        + (column.NotNull ? " NOT NULL" : "");

    // Archives of an earlier version hold them (decision 0082).
    private bool IsOfOwner(BackupConstraint key) =>
        key.Definition.StartsWith($"FOREIGN KEY (owner_id) REFERENCES {tenant.Schema}.\"user\"(id)", StringComparison.Ordinal)
        || key.Definition.StartsWith($"FOREIGN KEY (owner_id) REFERENCES {SqlIdentifier.Quote(tenant.Schema)}.\"user\"(id)", StringComparison.Ordinal);

    private Task AddAsync(BackupTable table, BackupConstraint constraint) =>
        ExecuteAsync($"ALTER TABLE {Name(table)} ADD CONSTRAINT {SqlIdentifier.Quote(constraint.Name)} {constraint.Definition}");

    private Task GoOnNumberingAsync(BackupTable table, BackupColumn column)
    {
        string name = SqlIdentifier.Quote(column.Name);
        return ExecuteAsync(
            $"SELECT setval(pg_get_serial_sequence('{Name(table).Replace("'", "''", StringComparison.Ordinal)}', '{column.Name.Replace("'", "''", StringComparison.Ordinal)}'), " +
            $"coalesce(max({name}), 1), max({name}) IS NOT NULL) FROM {Name(table)}");
    }

    private string Name(BackupTable table) => $"{SqlIdentifier.Quote(tenant.Schema)}.{SqlIdentifier.Quote(table.Name)}";

    private async Task ExecuteAsync(string statement)
    {
        await using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
