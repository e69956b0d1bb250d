using Npgsql;
using Platform.Sql;

namespace Platform.Runtime.Backup;

/// <summary>Sends the rows of an archive to a table.</summary>
internal static class RowCopy
{
    /// <summary>Copies the rows and counts them.</summary>
    /// <param name="connection">Connection within the restoring transaction.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="table">The table in the archive.</param>
    /// <param name="target">Quoted name of the table to fill, which is empty.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BackupException"><c>BACKUP_DAMAGED</c>.</exception>
    internal static async Task RunAsync(NpgsqlConnection connection, BackupArchive archive, BackupTable table, string target, CancellationToken cancellation)
    {
        string columns = string.Join(", ", table.Columns.Select(c => SqlIdentifier.Quote(c.Name)));
        await using (NpgsqlRawCopyStream rows = await connection.BeginRawBinaryCopyAsync($"COPY {target} ({columns}) FROM STDIN (FORMAT binary)", cancellation))
        {
            try
            {
                await archive.CopyAsync(table.Entry, table.Sha256, rows, cancellation);
            }
            catch
            {
                // Closing it would store what came so far.
                await rows.CancelAsync();
                throw;
            }
        }

        await using NpgsqlCommand count = new($"SELECT count(*) FROM {target}", connection) { CommandTimeout = 0 };
        long found = (long)(await count.ExecuteScalarAsync(cancellation))!;
        if (found == table.Rows) return;
        throw new BackupException("BACKUP_DAMAGED", $"The archive is damaged: '{table.Entry}' has {found} rows instead of {table.Rows}. Nothing was restored.");
    }
}
