using Npgsql;
using Platform.Expressions.Typing;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Looks, once for each tenant that others have made and each build of the platform, whether its indexes are in the form that this build gives them: an earlier version may have made others. Those that are not are built anew in the background, beside readers
/// and writers (decision 0066).
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="models">The tenants' models.</param>
/// <param name="logger">Is told of tenants that cannot be looked at.</param>
public sealed partial class IndexReview(NpgsqlDataSource dataSource, TenantModels models, ILogger<IndexReview> logger)
{
    /// <summary>The identity of what decides over the form of an index: the same code has the same one, and any other another.</summary>
    internal static string Build { get; } = string.Join(
        ' ', new[] { typeof(TableMapping), typeof(SqlPrinter), typeof(ExpressionScope) }.Select(t => t.Module.ModuleVersionId.ToString("N")));

    /// <summary>Looks at the tenants that this build has not looked at.</summary>
    /// <returns>How many indexes are to be built.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        int queued = 0;
        foreach (Guid tenant in await DueAsync(cancellation))
        {
            try
            {
                if (await models.RefreshAsync(tenant, cancellation) is { } state) queued += await ReviewAsync(state, cancellation);
                await NoteAsync(tenant, cancellation);
            }
            catch (Exception failure) when (failure is RevisionInvalidException or PostgresException)
            {
                // Its own trouble; the next start looks again.
                LogUnseen(logger, tenant, failure.Message);
            }
        }

        return queued;
    }

    private async Task<int> ReviewAsync(TenantState state, CancellationToken cancellation)
    {
        int queued = 0;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        foreach ((SqlTable table, SqlIndex[] indexes) in IndexForms.Wanted(state))
        {
            foreach (string name in await IndexForms.MissingAsync(connection, table, indexes, cancellation))
            {
                await RevisionWriter.QueueAsync(connection, state.TenantId, null, RevisionWriter.IndexJob, table.Name, name, cancellation);
                queued++;
            }
        }

        return queued;
    }

    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT id FROM platform.tenants WHERE status = 'active' AND indexes_reviewed_by IS DISTINCT FROM $1 ORDER BY created_at");
        command.Parameters.AddWithValue(Build);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<Guid> tenants = [];
        while (await reader.ReadAsync(cancellation)) tenants.Add(reader.GetGuid(0));
        return tenants;
    }

    private async Task NoteAsync(Guid tenant, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("UPDATE platform.tenants SET indexes_reviewed_by = $2 WHERE id = $1");
        command.Parameters.AddWithValue(tenant);
        command.Parameters.AddWithValue(Build);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "The indexes of tenant {Tenant} could not be looked at: {Reason}")]
    private static partial void LogUnseen(ILogger logger, Guid tenant, string reason);
}
