using Npgsql;
using Platform.Metadata.Changes;
using Platform.Metadata.Planning;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>Lists set-aside storage, and removes it for good when an administrator says so.</summary>
public sealed class SetAsidePurge(NpgsqlDataSource dataSource)
{
    /// <summary>What is set aside, oldest first.</summary>
    public async Task<IReadOnlyList<SetAsideEntry>> ListAsync(TenantState state, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        return await StorageInspector.HasRegisterAsync(connection, state.Schema, cancellation)
            ? [.. (await StorageInspector.ReadRegisterAsync(connection, state.Schema, cancellation)).Where(e => e.RestoredAt is null)]
            : [];
    }

    /// <summary>Drops everything that revisions up to the given one set aside, in one transaction. It cannot be undone.</summary>
    /// <returns>How many columns and tables were dropped.</returns>
    public async Task<int> PurgeAsync(TenantState state, long upToRevision, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand turn = new("SELECT pg_advisory_xact_lock($1), set_config('lock_timeout', '10s', true)", connection))
        {
            turn.Parameters.AddWithValue(AdvisoryLocks.ForTenant(state.TenantId));
            await turn.ExecuteNonQueryAsync(cancellation);
        }

        if (!await StorageInspector.HasRegisterAsync(connection, state.Schema, cancellation)) return 0;
        SetAsideEntry[] entries =
        [
            .. (await StorageInspector.ReadRegisterAsync(connection, state.Schema, cancellation))
                .Where(e => e.Revision <= upToRevision && e.RestoredAt is null),
        ];
        HashSet<string> tables = entries.Where(e => e.Kind == SetAsideKind.Table).Select(e => e.Table).ToHashSet(StringComparer.Ordinal);
        foreach (SetAsideEntry entry in entries)
        {
            SqlTable table = new(state.Schema, entry.Table);
            if (entry.Column is null) await ExecuteAsync(connection, new SqlText(new DropTable(table).Print(), []), cancellation);

            // A column goes with its table.
            else if (!tables.Contains(entry.Table)) await ExecuteAsync(connection, new SqlText(new DropColumn(table, entry.Column).Print(), []), cancellation);
            await ExecuteAsync(connection, SetAsideRegister.Remove(state.Schema, entry).Print(), cancellation);
        }

        foreach (string table in tables) await ExecuteAsync(connection, SetAsideRegister.RemoveOwned(state.Schema, table).Print(), cancellation);
        await transaction.CommitAsync(cancellation);
        return entries.Length;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, SqlText text, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = StatementCommand.Create(connection, text);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
