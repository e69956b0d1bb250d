using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Whether indexes are in the form that this version of the platform gives them. PostgreSQL writes definitions in its own words, so the wanted indexes are made of an empty table with the same columns, in
/// a transaction that is taken back, and both are compared in those words (decision 0066).
/// </summary>
internal static class IndexForms
{
    private const string Definitions =
        """
        SELECT c.relname, c.relnamespace = pg_my_temp_schema(), i.indisunique, substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*$')
        FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
        WHERE c.relname = ANY ($2) AND c.relnamespace = ANY (ARRAY[pg_my_temp_schema(), (SELECT oid FROM pg_namespace WHERE nspname = $1)]) AND i.indisvalid
        """;

    /// <summary>The indexes of a model, table by table.</summary>
    public static IEnumerable<(SqlTable Table, SqlIndex[] Indexes)> Wanted(TenantState state)
    {
        foreach (ObjectModel owner in state.Model.Objects)
        {
            string live = owner.Field(SystemFields.DeletedAt).Column.Name;
            yield return (new SqlTable(state.Schema, owner.Table), [.. TableMapping.TableOf(state.Model, owner).Indexes.Select(i => i.ToSql(live))]);
            foreach (FieldModel links in owner.Fields.Where(f => f.LinkTable is not null))
            {
                TableDefinition table = TableMapping.LinkTableOf(state.Model, owner, links);
                yield return (new SqlTable(state.Schema, table.Name), [.. table.Indexes.Select(i => i.ToSql(null))]);
            }
        }
    }

    /// <summary>Names of the indexes that stand in the stead of which listed ones serve now, by the names of those.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="state">The tenant.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<ILookup<string, string>> FormerAsync(NpgsqlConnection connection, TenantState state, CancellationToken cancellation)
    {
        HashSet<string> wanted = [.. state.Model.Objects.SelectMany(o => o.Indexes.Select(i => i.Name))];
        (string Listed, string Former)[] former = [.. state.Model.Objects.SelectMany(TableMapping.FormerIndexesOf).Where(f => !wanted.Contains(f.Former))];
        HashSet<string> standing = new(StringComparer.Ordinal);
        await using NpgsqlCommand read = new("SELECT indexname::text FROM pg_indexes WHERE schemaname = $1 AND indexname = ANY ($2)", connection);
        read.Parameters.AddWithValue(state.Schema);
        read.Parameters.AddWithValue(former.Select(f => f.Former).ToArray());
        await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) standing.Add(reader.GetString(0));
        return former.Where(f => standing.Contains(f.Former)).ToLookup(f => f.Listed, f => f.Former, StringComparer.Ordinal);
    }

    /// <summary>Names of the wanted indexes of a table that do not stand, or stand in another form.</summary>
    /// <param name="connection">A connection outside of a transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="wanted">The indexes.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<string>> MissingAsync(NpgsqlConnection connection, SqlTable table, IReadOnlyList<SqlIndex> wanted, CancellationToken cancellation)
    {
        if (wanted.Count == 0) return [];
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        CreateLikeness likeness = new(table);
        await using (NpgsqlBatch batch = new(connection))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(likeness.Print()));
            foreach (SqlIndex index in wanted) batch.BatchCommands.Add(new NpgsqlBatchCommand(new CreateIndex(likeness.Table, index, Concurrently: false).Print()));
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        HashSet<(string Name, bool IsUnique, string Form)> made = [], present = [];
        await using (NpgsqlCommand read = new(Definitions, connection))
        {
            read.Parameters.AddWithValue(table.Schema);
            read.Parameters.AddWithValue(wanted.Select(i => i.Name).ToArray());
            await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) (reader.GetBoolean(1) ? made : present).Add((reader.GetString(0), reader.GetBoolean(2), reader.GetString(3)));
        }

        await transaction.RollbackAsync(cancellation);
        return [.. made.Except(present).Select(i => i.Name)];
    }

    /// <summary>The name under which an index is built whose own name is taken by the former one; no name of the platform begins like it.</summary>
    public static string FreshName(string index) => "fresh_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(index)))[..16];
}
