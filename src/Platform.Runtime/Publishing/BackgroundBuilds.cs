using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Builds the indexes, checks the foreign keys and fills the rollups of large tables after a deploy, outside its transaction, one at a time on each node. Jobs are
/// taken under a lease: those of a node that died are begun anew by another, and what it left half-built is removed first. Before the first of them it is looked whether tenants have indexes of an
/// earlier version of the platform.
/// </summary>
public sealed partial class BackgroundBuilds(
    NpgsqlDataSource dataSource, TenantModels models, TimeProvider time, ILogger<BackgroundBuilds> logger, IBackgroundComputation? computation = null, IndexReview? review = null)
    : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}";

    private const string Take =
        """
        UPDATE platform.jobs SET state = 'running', attempts = attempts + 1, leased_by = $1, lease_until = now() + $2
        WHERE id = (
            SELECT id FROM platform.jobs
            WHERE kind = ANY ($3) AND ((state = 'queued' AND run_after <= now()) OR (state = 'running' AND lease_until < now()))
            ORDER BY run_after LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, tenant_id, kind, payload::text, attempts, max_attempts
        """;

    private const string Progress =
        """
        SELECT p.blocks_total, p.blocks_done, p.tuples_total, p.tuples_done, p.phase
        FROM pg_stat_progress_create_index p WHERE p.pid = $1
        """;

    /// <summary>Name of the sessions that build for a tenant, by which a deploy finds them to make way.</summary>
    public static string ApplicationName(Guid tenantId) => $"platform build {tenantId:N}";

    /// <summary>Runs everything that is due; for tests and for the loop.</summary>
    /// <returns>How many jobs were run.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        int done = 0;
        while (await TakeAsync(cancellation) is { } job)
        {
            await RunAsync(job, cancellation);
            done++;
        }

        return done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isReviewed = review is null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isReviewed) await review!.RunAsync(stoppingToken);
                isReviewed = true;
                await RunDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, failure.Message);
            }

            await Task.Delay(Idle, time, stoppingToken);
        }
    }

    private async Task<BuildJob?> TakeAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Take);
        command.Parameters.AddWithValue(_node);
        command.Parameters.AddWithValue(Lease);
        command.Parameters.AddWithValue(new[] { RevisionWriter.IndexJob, RevisionWriter.KeyJob, RevisionWriter.RollupJob, RevisionWriter.ComputeJob });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        using JsonDocument payload = JsonDocument.Parse(reader.GetString(3));
        return new BuildJob(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), payload.RootElement.GetProperty("table").GetString()!,
            payload.RootElement.GetProperty("name").GetString()!, reader.GetInt32(4) >= reader.GetInt32(5),
            payload.RootElement.TryGetProperty("replaced", out JsonElement replaced) ? replaced.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries) : []);
    }

    private async Task RunAsync(BuildJob job, CancellationToken cancellation)
    {
        try
        {
            // What was refused would be refused again.
            string? refused = await BuildAsync(job, cancellation);
            await FinishAsync(job, refused is null ? "succeeded" : "failed", refused, CancellationToken.None);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Records came to share a value after the plan was made; the index cannot stand until they are changed.
            await FinishAsync(job, "failed", refused.MessageText, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogFailed(logger, job.Name, failure.Message);

            // Cancelled to make way for a deploy, or by the node's own end: that is no failed attempt.
            bool gaveWay = failure is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
            await FinishAsync(job, job.IsLastAttempt && !gaveWay ? "failed" : "queued", failure.Message, CancellationToken.None);
            if (failure is OperationCanceledException) throw;
        }
    }

    /// <summary>Does the job; gives what of it could not be done, null when all is done.</summary>
    private async Task<string?> BuildAsync(BuildJob job, CancellationToken cancellation)
    {
        // As the model is now: what a later deploy no longer wants is not built.
        if (await models.RefreshAsync(job.TenantId, cancellation) is not { } state) return null;
        if (job.Kind is RevisionWriter.RollupJob or RevisionWriter.ComputeJob) return await FillAsync(state, job, cancellation);
        SqlDefinition? definition = Wanted(state, job);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);

        // Reset with everything else of the session when the connection goes back to the pool.
        await using (NpgsqlCommand name = new("SELECT set_config('application_name', $1, false)", connection))
        {
            name.Parameters.AddWithValue(ApplicationName(job.TenantId));
            await name.ExecuteNonQueryAsync(cancellation);
        }

        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watch = WatchAsync(job, c => ReadShareAsync(connection.ProcessID, c), ended.Token);
        try
        {
            if (job.Kind == RevisionWriter.IndexJob) await new IndexRenewal(connection, new SqlTable(state.Schema, job.Name), cancellation).RunAsync(definition as CreateIndex);
            else if (definition is not null) await ExecuteAsync(connection, definition, cancellation);

            // Unless a later deploy wants one of them again.
            foreach (string former in job.Replaced.Where(name => state.Model.Objects.All(o => o.Indexes.All(i => i.Name != name))))
            {
                await ExecuteAsync(connection, new DropIndex(new SqlTable(state.Schema, former), Concurrently: true), cancellation);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private async Task<string?> FillAsync(TenantState state, BuildJob job, CancellationToken cancellation)
    {
        double done = 0;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watch = WatchAsync(job, _ => Task.FromResult<double?>(Math.Min(Volatile.Read(ref done), 0.99)), ended.Token);
        try
        {
            if (job.Kind == RevisionWriter.ComputeJob)
            {
                return computation is null ? null : await computation.FillAsync(state.TenantId, job.Name[..job.Name.LastIndexOf('@')], share => Volatile.Write(ref done, share), cancellation);
            }

            await new RollupRecount(dataSource).FillAsync(state.Schema, state.Model, $"{job.Table}.{job.Name}", share => Volatile.Write(ref done, share), cancellation);
            return null;
        }
        finally
        {
            await ended.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static SqlDefinition? Wanted(TenantState state, BuildJob job)
    {
        SqlTable table = new(state.Schema, job.Table);
        foreach (ObjectModel owner in state.Model.Objects)
        {
            if (job.Kind == RevisionWriter.KeyJob)
            {
                bool exists = TableMapping.TableOf(state.Model, owner).ForeignKeys.Any(k => k.Name == job.Name)
                    || owner.Fields.Any(f => f.LinkTable is not null && TableMapping.LinkTableOf(state.Model, owner, f).ForeignKeys.Any(k => k.Name == job.Name));
                if (exists) return new ValidateConstraint(table, job.Name);
            }
            else if (owner.Table == job.Table && owner.Indexes.FirstOrDefault(i => i.Name == job.Name) is { } index)
            {
                IndexDefinition made = TableMapping.IndexOf(owner, index);
                string live = owner.Field(SystemFields.DeletedAt).Column.Name;
                return new CreateIndex(table, made.ToSql(live), Concurrently: true);
            }
            else if (owner.Fields.FirstOrDefault(f => f.LinkTable == job.Table) is { } links)
            {
                IndexDefinition? made = TableMapping.LinkTableOf(state.Model, owner, links).Indexes.FirstOrDefault(i => i.Name == job.Name);
                if (made is not null) return new CreateIndex(table, made.ToSql(null), Concurrently: true);
            }
        }

        return null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, SqlDefinition definition, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(definition.Print(), connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // The share done is that of the phase which reads the table, and then that of the rows which wait for older snapshots: close enough for people.
    private async Task WatchAsync(BuildJob job, Func<CancellationToken, Task<double?>> readShare, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Renewal, time, ended);
            double? share = await readShare(ended);
            await using NpgsqlCommand renew = dataSource.CreateCommand(
                "UPDATE platform.jobs SET lease_until = now() + $2, progress = greatest(progress, coalesce($3, progress)) WHERE id = $1 AND state = 'running'");
            renew.Parameters.AddWithValue(job.Id);
            renew.Parameters.AddWithValue(Lease);
            renew.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double, Value = (object?)share ?? DBNull.Value });
            await renew.ExecuteNonQueryAsync(ended);
        }
    }

    private async Task<double?> ReadShareAsync(int processId, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Progress);
        command.Parameters.AddWithValue(processId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        (long total, long done) blocks = (reader.GetInt64(0), reader.GetInt64(1)), rows = (reader.GetInt64(2), reader.GetInt64(3));
        double share = reader.GetString(4).StartsWith("building", StringComparison.Ordinal) ? Part(blocks, rows) : 0.9;
        return Math.Min(share, 0.99);
    }

    private static double Part((long Total, long Done) blocks, (long Total, long Done) rows) =>
        ((blocks.Total > 0 ? (double)blocks.Done / blocks.Total : 0) * 0.6) + ((rows.Total > 0 ? (double)rows.Done / rows.Total : 0) * 0.3);

    private async Task FinishAsync(BuildJob job, string state, string? error, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            UPDATE platform.jobs SET state = $2, error = $3, lease_until = NULL, run_after = now() + interval '1 second',
                progress = CASE WHEN $2 = 'succeeded' THEN 1 ELSE 0 END,
                finished_at = CASE WHEN $2 = 'queued' THEN NULL ELSE now() END
            WHERE id = $1
            """);
        command.Parameters.AddWithValue(job.Id);
        command.Parameters.AddWithValue(state);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)error ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed record BuildJob(Guid Id, Guid TenantId, string Kind, string Table, string Name, bool IsLastAttempt, string[] Replaced);

    [LoggerMessage(LogLevel.Warning, "Background builds are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The build of {Name} stopped and will be tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, string name, string reason);
}
