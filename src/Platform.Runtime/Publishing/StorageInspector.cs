using Npgsql;
using Platform.Metadata.Changes;
using Platform.Metadata.Planning;
using Platform.Runtime.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>Looks at the live storage of a tenant.</summary>
internal static class StorageInspector
{
    // As the planner of PostgreSQL does: the density of the last analysis times the pages that there are now; an unknown density counts as
    // rows of about 130 bytes.
    private const string EstimateRows =
        """
        SELECT c.relname,
               CASE WHEN c.reltuples >= 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE 60 END
                   * (pg_relation_size(c.oid) / current_setting('block_size')::bigint)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname = ANY ($2)
        """;

    /// <summary>Estimated rows of tables; a table that does not exist is missing.</summary>
    public static async Task<Dictionary<string, long>> EstimateRowsAsync(
        NpgsqlConnection connection, string schema, IEnumerable<string> tables, CancellationToken cancellation)
    {
        Dictionary<string, long> rows = new(StringComparer.Ordinal);
        await using NpgsqlCommand command = new(EstimateRows, connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(tables.Distinct(StringComparer.Ordinal).ToArray());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(reader.GetString(0), (long)reader.GetDouble(1));
        return rows;
    }

    /// <summary>True when the tenant's schema has its register of set-aside storage.</summary>
    public static async Task<bool> HasRegisterAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = $2)", connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(SetAsideRegister.TableName);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>What is set aside, oldest first.</summary>
    public static async Task<IReadOnlyList<SetAsideEntry>> ReadRegisterAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        List<SetAsideEntry> entries = [];
        await using NpgsqlCommand command = StatementCommand.Create(connection, SetAsideRegister.All(schema).Print());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(SetAsideRegister.Read(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetString(9),
                reader.IsDBNull(10) ? null : reader.GetInt64(10), reader.IsDBNull(11) ? null : reader.GetInt64(11)));
        }

        return entries;
    }
}
