using Npgsql;

namespace Platform.Runtime.Backup;

/// <summary>Reads how tables were made, from PostgreSQL's own catalog.</summary>
internal static class TableReader
{
    private const string Columns =
        """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
               CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE n.nspname = $1 AND c.relkind = 'r'
        ORDER BY c.relname, a.attnum
        """;

    // NOT NULL is told with the column.
    private const string Constraints =
        """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid), k.contype = 'f'
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND k.contype IN ('p', 'u', 'c', 'x', 'f')
        ORDER BY c.relname, k.contype <> 'p', k.conname
        """;

    // An index whose building was cut off is built anew by its job.
    private const string Indexes =
        """
        SELECT c.relname, pg_get_indexdef(x.indexrelid)
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND x.indisvalid AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
        ORDER BY c.relname, i.relname
        """;

    // Of kept totals; there are no others (see below).
    private const string Triggers =
        """
        SELECT c.relname, f.definition
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (VALUES (1, pg_get_functiondef(t.tgfoid)), (2, pg_get_triggerdef(t.oid))) f (place, definition)
        WHERE n.nspname = $1 AND NOT t.tgisinternal
        ORDER BY c.relname, t.tgname, f.place
        """;

    // What this version of the platform does not make, and so would not put back.
    private const string Foreign =
        """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind NOT IN ('r', 'i', 'S', 't')
        UNION ALL SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1 AND NOT starts_with(p.proname, 'totals___')
        UNION ALL SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND NOT t.tgisinternal AND NOT starts_with(t.tgname, 'totals___')
        UNION ALL SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND a.attgenerated <> ''
        LIMIT 1
        """;

    /// <summary>The tables of a schema, without their rows.</summary>
    /// <exception cref="BackupException"><c>BACKUP_FOREIGN_STORAGE</c>: the schema holds something that would not be restored.</exception>
    internal static async Task<IReadOnlyList<BackupTable>> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        List<(string Table, BackupColumn Column)> columns = await QueryAsync(connection, Columns, schema, row => (
            row.GetString(0),
            new BackupColumn(row.GetString(1), row.GetString(2), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5))), cancellation);
        List<(string Table, BackupConstraint Constraint, bool IsForeign)> constraints = await QueryAsync(
            connection, Constraints, schema, row => (row.GetString(0), new BackupConstraint(row.GetString(1), row.GetString(2)), row.GetBoolean(3)), cancellation);
        List<(string Table, string Statement)> triggers = await QueryAsync(connection, Triggers, schema, row => (row.GetString(0), row.GetString(1)), cancellation);
        List<(string Table, string Index)> indexes = await QueryAsync(connection, Indexes, schema, row => (row.GetString(0), row.GetString(1)), cancellation);
        return
        [
            .. columns.GroupBy(c => c.Table, c => c.Column).Select(table => new BackupTable(
                table.Key,
                [.. table],
                [.. constraints.Where(c => c.Table == table.Key && !c.IsForeign).Select(c => c.Constraint)],
                [.. constraints.Where(c => c.Table == table.Key && c.IsForeign).Select(c => c.Constraint)],
                [.. indexes.Where(i => i.Table == table.Key).Select(i => i.Index)],
                "", 0, "") { Triggers = [.. triggers.Where(t => t.Table == table.Key).Select(t => t.Statement)] }),
        ];
    }

    /// <exception cref="BackupException"><c>BACKUP_FOREIGN_STORAGE</c>.</exception>
    internal static async Task RequireKnownStorageAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        List<string> foreign = await QueryAsync(connection, Foreign, schema, row => row.GetString(0), cancellation);
        if (foreign.Count == 0) return;
        throw new BackupException(
            "BACKUP_FOREIGN_STORAGE",
            $"The schema '{schema}' holds '{foreign[0]}', which the platform did not make and a backup would lose. Move it to a schema of its own, or use pg_dump.");
    }

    private static async Task<List<T>> QueryAsync<T>(
        NpgsqlConnection connection, string query, string schema, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(query, connection);
        command.Parameters.AddWithValue(schema);
        List<T> rows = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
