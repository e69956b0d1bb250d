using Npgsql;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>Puts rows of the catalog back: first into temporary tables, so that they can be fitted to what is there.</summary>
internal sealed class CatalogRestore(NpgsqlConnection connection, BackupArchive archive, CancellationToken cancellation)
{
    // Numbers of transactions mean nothing in another database.
    private const string TransactionId = "xid8";

    /// <summary>Reads a table of the archive into a temporary one.</summary>
    internal async Task StageAsync(BackupTable table)
    {
        await ExecuteAsync($"CREATE TEMPORARY TABLE {Staged(table.Name)} (LIKE {Stored(table.Name)}) ON COMMIT DROP");
        await RowCopy.RunAsync(connection, archive, table, Staged(table.Name), cancellation);
    }

    /// <summary>People who have a sign-in here already keep it, with its password; the restored memberships become theirs.</summary>
    internal async Task JoinKnownPeopleAsync()
    {
        const string Known = "i.id = s.id OR i.normalized_user_name = s.normalized_user_name";
        string people = Staged(CatalogTables.Identities), stored = Stored(CatalogTables.Identities);
        await ExecuteAsync(
            $"""
            UPDATE {Staged(CatalogTables.Memberships)} AS m SET identity_id = i.id
            FROM {people} AS s JOIN {stored} AS i ON {Known}
            WHERE m.identity_id = s.id
            """);
        await ExecuteAsync($"DELETE FROM {people} AS s USING {stored} AS i WHERE {Known}");
        foreach (string table in (string[])["identity_claims", "identity_logins", "identity_tokens"])
            await ExecuteAsync($"DELETE FROM {Staged(table)} AS s WHERE NOT EXISTS (SELECT FROM {people} AS p WHERE p.id = s.user_id)");
    }

    /// <summary>Moves the rows to where they belong.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ownIds">Whether rows keep the numbers that the database gave them; otherwise they get new ones in the same order.</param>
    internal async Task StoreAsync(BackupTable table, bool ownIds)
    {
        string columns = string.Join(", ", table.Columns.Where(c => ownIds || (c.Identity is null && c.Type != TransactionId)).Select(c => SqlIdentifier.Quote(c.Name)));
        string order = ownIds ? "" : " ORDER BY id";
        await ExecuteAsync($"INSERT INTO {Stored(table.Name)} ({columns}) SELECT {columns} FROM {Staged(table.Name)}{order}");
    }

    private static string Stored(string table) => $"{SqlIdentifier.Quote(CatalogTables.Schema)}.{SqlIdentifier.Quote(table)}";

    private static string Staged(string table) => SqlIdentifier.Quote("restored_" + table);

    private async Task ExecuteAsync(string statement)
    {
        await using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
