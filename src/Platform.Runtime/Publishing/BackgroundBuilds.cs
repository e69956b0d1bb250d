using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Builds the indexes, checks the foreign keys and fills the rollups of large tables after a deploy, outside its transaction: on each node some jobs beside each other, of different tenants, and those
/// that take as long as there are records apart from the others (decision 0094). Jobs are taken under a lease: those of a node that died are begun anew by another, and what it left half-built is removed first.
/// Beside them it is looked whether tenants have indexes of an earlier version of the platform.
/// </summary>
public sealed partial class BackgroundBuilds(
    NpgsqlDataSource dataSource, TenantModels models, TimeProvider time, ILogger<BackgroundBuilds> logger, IBackgroundComputation? computation = null, IndexReview? review = null)
    : BackgroundService
{
    private const int JobsOfGroup = 2;
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReviewPause = TimeSpan.FromSeconds(30);
    private readonly BuildJobs _jobs = new(dataSource);

    private const string Progress =
        """
        SELECT p.blocks_total, p.blocks_done, p.tuples_total, p.tuples_done, p.phase
        FROM pg_stat_progress_create_index p WHERE p.pid = $1
        """;

    /// <summary>Name of the sessions that build for a tenant, by which a deploy finds them to make way.</summary>
    public static string ApplicationName(Guid tenantId) => $"platform build {tenantId:N}";

    /// <summary>Runs everything that is due, one after the other; for tests.</summary>
    /// <returns>How many jobs were run.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellation) =>
        await RunDueAsync(BuildJobs.Builds, cancellation) + await RunDueAsync(BuildJobs.Fills, cancellation);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        ReviewAsync(stoppingToken),
        .. Enumerable.Repeat(BuildJobs.Builds, JobsOfGroup).Concat(Enumerable.Repeat(BuildJobs.Fills, JobsOfGroup)).Select(kinds => WorkAsync(kinds, stoppingToken)),
    ]);

    /// <summary>Runs what is due of a group of jobs, over and over.</summary>
    private async Task WorkAsync(IReadOnlyList<string> kinds, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(kinds, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, failure.Message);
            }

            await Task.Delay(Idle, time, stoppingToken);
        }
    }

    /// <summary>Looks at the indexes of tenants until all are in the form of this build.</summary>
    private async Task ReviewAsync(CancellationToken stoppingToken)
    {
        while (review is not null)
        {
            try
            {
                if (await review.RunAsync(stoppingToken)) return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, failure.Message);
            }

            await Task.Delay(ReviewPause, time, stoppingToken);
        }
    }

    private async Task<int> RunDueAsync(IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        int done = 0;
        for (; await _jobs.TakeAsync(kinds, cancellation) is { } job; done++) await RunAsync(job, cancellation);
        return done;
    }

    private async Task RunAsync(BuildJob job, CancellationToken cancellation)
    {
        try
        {
            // What was refused would be refused again.
            string? refused = await BuildAsync(job, cancellation);
            await _jobs.FinishAsync(job, refused is null ? "succeeded" : "failed", refused);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Records came to share a value after the plan was made; the index cannot stand until they are changed.
            await _jobs.FinishAsync(job, "failed", refused.MessageText);
        }
        catch (Exception failure)
        {
            LogFailed(logger, job.Name, failure.Message);

            // Cancelled to make way for a deploy, or by the node's own end: that is no failed attempt.
            bool gaveWay = failure is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
            await _jobs.FinishAsync(job, job.IsLastAttempt && !gaveWay ? "failed" : "queued", failure.Message, isAttempt: !gaveWay);
            cancellation.ThrowIfCancellationRequested();
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

        await HoldAsync(job, c => ReadShareAsync(connection.ProcessID, c), c => BuildAsync(state, job, definition, connection, c), cancellation);
        return null;
    }

    private async Task BuildAsync(TenantState state, BuildJob job, SqlDefinition? definition, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (job.Kind == RevisionWriter.IndexJob) await new IndexRenewal(connection, new SqlTable(state.Schema, job.Name), cancellation).RunAsync(definition as CreateIndex);
        else if (definition is not null) await ExecuteAsync(connection, definition, cancellation);

        // What a later deploy wants instead of this one is still to be built: until then they serve.
        if (definition is null && job.Replaced.Length > 0 && await _jobs.HandOnAsync(job, cancellation)) return;

        // Unless a later deploy wants one of them again.
        foreach (string former in job.Replaced.Where(name => state.Model.Objects.All(o => o.Indexes.All(i => i.Name != name))))
        {
            await ExecuteAsync(connection, new DropIndex(new SqlTable(state.Schema, former), Concurrently: true), cancellation);
        }
    }

    private async Task<string?> FillAsync(TenantState state, BuildJob job, CancellationToken cancellation)
    {
        double done = 0;
        string? refused = null;
        await HoldAsync(job, _ => Task.FromResult<double?>(Math.Min(Volatile.Read(ref done), 0.99)), ComputeAsync, cancellation);
        return refused;

        async Task ComputeAsync(CancellationToken held)
        {
            if (job.Kind == RevisionWriter.RollupJob)
            {
                await new RollupRecount(dataSource).FillAsync(state.Schema, state.Model, $"{job.Table}.{job.Name}", share => Volatile.Write(ref done, share), held);
            }
            else if (computation is not null)
            {
                refused = await computation.FillAsync(state.TenantId, job.Name[..job.Name.LastIndexOf('@')], share => Volatile.Write(ref done, share), held);
            }
        }
    }

    /// <summary>Does work while the job is held, and drops it when another node has come to hold it.</summary>
    private async Task HoldAsync(BuildJob job, Func<CancellationToken, Task<double?>> readShare, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watch = WatchAsync(job, readShare, lost, ended.Token);
        try
        {
            await work(lost.Token);
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

    private async Task WatchAsync(BuildJob job, Func<CancellationToken, Task<double?>> readShare, CancellationTokenSource lost, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Renewal, time, ended);
            try
            {
                if (await _jobs.RenewAsync(job, await readShare(ended), ended)) continue;
                await lost.CancelAsync();
                return;
            }
            catch (NpgsqlException failure)
            {
                // The lease lasts longer than most troubles of the database.
                LogInterrupted(logger, failure.Message);
            }
        }
    }

    // The share done is that of the phase which reads the table, and then that of the rows which wait for older snapshots: close enough for people.
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

    [LoggerMessage(LogLevel.Warning, "Background builds are interrupted: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The build of {Name} stopped and will be tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, string name, string reason);
}
