using Npgsql;
using Platform.Expressions.Typing;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Looks, once for each tenant that others have made and each build of the platform, whether its indexes are in the form that this build gives them: an earlier version may have made others. Those that are not are built anew in the background, beside readers
/// and writers (decision 0066); those in whose stead others serve go. A tenant counts as looked at when nothing is left to build: an older node may have done a job in its own form.
/// </summary>
/// <param name="dataSource">Connections to the database.</param>
/// <param name="models">The tenants' models.</param>
/// <param name="logger">Is told of tenants that cannot be looked at.</param>
public sealed partial class IndexReview(NpgsqlDataSource dataSource, TenantModels models, ILogger<IndexReview> logger)
{
    /// <summary>The identity of what decides over the form of an index: the same code has the same one, and any other another.</summary>
    internal static string Build { get; } = string.Join(
        ' ', new[] { typeof(TableMapping), typeof(SqlPrinter), typeof(ExpressionScope) }.Select(t => t.Module.ModuleVersionId.ToString("N")));

    // Tenants whose own trouble it is; the next start looks again.
    private readonly HashSet<Guid> _unseen = [];

    /// <summary>Looks at the tenants that are not known to have their indexes in the form of this build, and for which no job is under way.</summary>
    /// <returns>True when none is left; else it is to be called again when jobs have ended.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        bool isDone = true;
        foreach ((Guid tenant, bool isBusy) in await DueAsync(cancellation))
        {
            if (_unseen.Contains(tenant)) continue;
            try
            {
                if (isBusy || (await models.RefreshAsync(tenant, cancellation) is { } state && await ReviewAsync(state, cancellation) > 0)) isDone = false;
                else await NoteAsync(tenant, cancellation);
            }
            catch (Exception failure) when (failure is RevisionInvalidException or PostgresException)
            {
                _unseen.Add(tenant);
                LogUnseen(logger, tenant, failure.Message);
            }
        }

        return isDone;
    }

    /// <summary>Queues what is to be built and was not tried in vain; how many indexes that are.</summary>
    private async Task<int> ReviewAsync(TenantState state, CancellationToken cancellation)
    {
        int queued = 0;
        HashSet<string> failed = await FailedAsync(state.TenantId, cancellation);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        ILookup<string, string> former = await IndexForms.FormerAsync(connection, state, cancellation);
        foreach ((SqlTable table, SqlIndex[] indexes) in IndexForms.Wanted(state))
        {
            IReadOnlyList<string> missing = await IndexForms.MissingAsync(connection, table, indexes, cancellation);
            foreach (string name in indexes.Select(i => i.Name).Where(n => (missing.Contains(n) || former[n].Any()) && !failed.Contains(n)))
            {
                await RevisionWriter.QueueAsync(connection, state.TenantId, null, RevisionWriter.IndexJob, table.Name, name, cancellation, string.Join(',', former[name]));
                queued++;
            }
        }

        return queued;
    }

    /// <summary>Indexes that this build has tried to build, and could not.</summary>
    private async Task<HashSet<string>> FailedAsync(Guid tenant, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT DISTINCT payload ->> 'name' FROM platform.jobs WHERE tenant_id = $1 AND kind = $2 AND state = 'failed' AND payload ->> 'build' = $3");
        command.Parameters.AddWithValue(tenant);
        command.Parameters.AddWithValue(RevisionWriter.IndexJob);
        command.Parameters.AddWithValue(Build);
        HashSet<string> names = new(StringComparer.Ordinal);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) names.Add(reader.GetString(0));
        return names;
    }

    private async Task<IReadOnlyList<(Guid Tenant, bool IsBusy)>> DueAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            SELECT t.id, EXISTS (SELECT FROM platform.jobs AS j WHERE j.tenant_id = t.id AND j.kind = $2 AND j.state IN ('queued', 'running'))
            FROM platform.tenants AS t WHERE t.status = 'active' AND t.indexes_reviewed_by IS DISTINCT FROM $1 ORDER BY t.created_at
            """);
        command.Parameters.AddWithValue(Build);
        command.Parameters.AddWithValue(RevisionWriter.IndexJob);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<(Guid, bool)> tenants = [];
        while (await reader.ReadAsync(cancellation)) tenants.Add((reader.GetGuid(0), reader.GetBoolean(1)));
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
