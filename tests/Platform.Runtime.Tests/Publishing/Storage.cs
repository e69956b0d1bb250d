namespace Platform.Runtime.Tests.Publishing;

/// <summary>What stands in a tenant's schema, as text that is equal for equal storage.</summary>
internal static class Storage
{
    // Set-aside storage is left out, and so are the names of NOT NULL constraints, which newer servers have and nobody gives.
    private const string Describe =
        """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT format('column %s.%s %s%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                          CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, pg_get_expr(d.adbin, d.adrelid)) AS line
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE n.nspname = '$S' AND c.relkind = 'r' AND c.relname NOT LIKE 'dropped\_%' AND a.attname NOT LIKE 'dropped\_%'
            UNION ALL
            SELECT format('constraint %s.%s %s %s', c.relname, k.conname, k.convalidated, replace(pg_get_constraintdef(k.oid), '$S.', ''))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '$S' AND k.contype <> 'n' AND c.relname NOT LIKE 'dropped\_%'
            UNION ALL
            SELECT format('index %s %s', i.indisvalid, replace(pg_get_indexdef(i.indexrelid), '$S.', ''))
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '$S' AND c.relname NOT LIKE 'dropped\_%') lines
        """;

    /// <summary>Tables, columns, constraints and indexes of a tenant.</summary>
    public static Task<string> DescribeAsync(PublishedTenant tenant) => tenant.ScalarAsync<string>(Describe);

    /// <summary>Every row of every table, without what is set aside.</summary>
    public static async Task<string> RowsAsync(PublishedTenant tenant)
    {
        string tables = await tenant.ScalarAsync<string>(
            """
            SELECT string_agg(format('SELECT %L AS t, to_jsonb(r) AS r FROM $S.%I r', c.relname, c.relname), ' UNION ALL ')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '$S' AND c.relkind = 'r' AND c.relname NOT LIKE 'dropped\_%' AND c.relname <> '_set_aside'
            """);
        return await tenant.ScalarAsync<string>(
            $$"""
            SELECT string_agg(t || ' ' || (SELECT string_agg(k || '=' || v, ' ' ORDER BY k) FROM jsonb_each_text(r) AS e(k, v) WHERE k NOT LIKE 'dropped\_%'), E'\n'
                              ORDER BY t, r ->> 'id', r ->> 'source_id', r ->> 'target_id')
            FROM ({{tables}}) rows
            """) ?? "";
    }
}
