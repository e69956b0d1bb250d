using Npgsql;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Drops the foreign keys of owners that an earlier version of the platform made (decision 0082), in the background after the start of a node: each in a transaction of its own that gives way soon. Nothing relies on
/// their being gone, and a node of the earlier version may make others meanwhile: the next start finds them.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of what has to wait.</param>
public sealed partial class FormerOwnerKeys(NpgsqlDataSource dataSource, TimeProvider time, ILogger<FormerOwnerKeys> logger) : BackgroundService
{
    private const string Keys =
        """
        SELECT n.nspname, o.relname, c.conname
        FROM platform.tenants AS t
        JOIN pg_namespace AS n ON n.nspname = t.schema_name
        JOIN pg_constraint AS c ON c.connamespace = n.oid AND c.contype = 'f' AND cardinality(c.conkey) = 1
        JOIN pg_class AS o ON o.oid = c.conrelid
        JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] AND a.attname = 'owner_id'
        JOIN pg_class AS u ON u.oid = c.confrelid AND u.relname = 'user' AND u.relnamespace = n.oid
        ORDER BY t.created_at, n.nspname, o.relname
        """;

    // Readers and writers wait behind it. Shorter than the patience of the search for deadlocks, which would end one of them.
    private const string Patience = "SELECT set_config('lock_timeout', '500ms', true)";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Drops the keys whose tables are free. Where one is not, those of the same tenant wait as well: a backup or a long report reads many tables.</summary>
    /// <returns>True when none is left; else it is to be called again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        HashSet<string> busy = new(StringComparer.Ordinal);
        foreach ((SqlTable table, string key) in await FindAsync(cancellation))
        {
            if (busy.Contains(table.Schema)) continue;
            try
            {
                await DropAsync(new DropConstraint(table, key), cancellation);
            }
            catch (PostgresException failure)
            {
                busy.Add(table.Schema);
                LogPostponed(logger, table.Schema, table.Name, failure.MessageText);
            }
        }

        return busy.Count == 0;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await RunAsync(stoppingToken)) return;
            }
            catch (NpgsqlException failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, failure.Message);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<(SqlTable Table, string Key)>> FindAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Keys);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<(SqlTable, string)> keys = [];
        while (await reader.ReadAsync(cancellation)) keys.Add((new SqlTable(reader.GetString(0), reader.GetString(1)), reader.GetString(2)));
        return keys;
    }

    private async Task DropAsync(DropConstraint key, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using NpgsqlBatch batch = new(connection, transaction) { BatchCommands = { new NpgsqlBatchCommand(Patience), new NpgsqlBatchCommand(key.Print()) } };
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Information, "The former key of owners of {Schema}.{Table} will be dropped later: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string schema, string table, string reason);

    [LoggerMessage(LogLevel.Warning, "The look for former keys of owners is interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}
