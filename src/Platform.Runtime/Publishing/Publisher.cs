using Npgsql;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Planning;
using Platform.Runtime.Database;
using Platform.Runtime.Pipelines;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Plans, applies and rolls back changes of a tenant's documents. Applying is one transaction under the tenant's advisory lock: tables, data,
/// documents and revision change together or not at all, whatever happens to the process (architecture, idea 3).
/// </summary>
public sealed partial class Publisher(NpgsqlDataSource dataSource, TenantModels models, TimeProvider time, ILogger<Publisher> logger, HookChecks? hooks = null)
{
    // A statement that waits for a table's lock makes everybody who comes after it wait too: it gives up soon, and tries again later.
    private const string LockTimeout = "200ms";
    private const string TurnTimeout = "20s";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>What a request would do. Nothing is changed; on small tables the statements are carried out and taken back.</summary>
    /// <returns>The plan, or null when there is no such tenant or revision.</returns>
    public Task<DeployPlan?> PlanAsync(PublishRequest request, CancellationToken cancellation) =>
        dataSource.WithConnectionAsync(connection => PlanAsync(connection, request, cancellation), cancellation);

    /// <summary>Applies edits or rolls back. Waits for its turn and for tables in use, then does everything or nothing.</summary>
    public async Task<PublishOutcome> ApplyAsync(PublishRequest request, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                PublishOutcome outcome = await dataSource.WithConnectionAsync(
                    connection => TryApplyAsync(connection, request, cancellation), cancellation);
                if (outcome is Published published) models.Accept(published.State);
                return outcome;
            }
            catch (PostgresException busy) when (IsBusy(busy))
            {
                if (time.GetElapsedTime(started) > Patience)
                {
                    return new PublishRefused(
                        PublishCodes.TableBusy,
                        $"A table has been in use for {Patience.TotalSeconds:0} seconds. Nothing was changed; try again when long queries have ended.");
                }

                LogBusy(logger, request.TenantId, busy.MessageText);
                await MakeWayAsync(request.TenantId, cancellation);
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (PostgresException failure) when (failure.SqlState.StartsWith("23", StringComparison.Ordinal) || failure.SqlState == PostgresErrorCodes.NumericValueOutOfRange)
            {
                return new PublishRefused(
                    PublishCodes.DataChanged,
                    $"Records changed while the plan was applied, and it no longer holds: {failure.MessageText}. Nothing was changed; plan again.");
            }
        }
    }

    private async Task<DeployPlan?> PlanAsync(NpgsqlConnection connection, PublishRequest request, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await SetAsync(connection, "lock_timeout", LockTimeout, cancellation);
        await PrepareSessionAsync(connection, cancellation);
        if (await StateAsync(connection, request.TenantId, cancellation) is not { } state) return null;
        if (request.RollbackTo is { } revision && (revision < 1 || revision > state.Revision)) return null;
        await EnsureRegisterAsync(connection, state, cancellation);
        DeployPlan plan = await new PlanBuilder(connection, state, request, hooks, cancellation).BuildAsync();
        if (plan.Next is not null && plan.CanApply && IsSmall(plan)) plan = await RehearseAsync(connection, plan, cancellation);
        await transaction.RollbackAsync(cancellation);
        return plan;
    }

    private async Task<PublishOutcome> TryApplyAsync(NpgsqlConnection connection, PublishRequest request, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await SetAsync(connection, "lock_timeout", TurnTimeout, cancellation);
        await using (NpgsqlCommand turn = new("SELECT pg_advisory_xact_lock($1)", connection))
        {
            turn.Parameters.AddWithValue(AdvisoryLocks.ForTenant(request.TenantId));
            await turn.ExecuteNonQueryAsync(cancellation);
        }

        if (await DocumentStore.ReadTenantAsync(connection, request.TenantId, cancellation, forUpdate: true) is not var (_, _, revision))
        {
            return new PublishRefused(PublishCodes.TenantUnknown, "There is no such tenant.");
        }

        if (Guard(request, revision) is { } refusal) return refusal;
        await SetAsync(connection, "lock_timeout", LockTimeout, cancellation);
        await PrepareSessionAsync(connection, cancellation);
        TenantState state = (await StateAsync(connection, request.TenantId, cancellation))!;
        await EnsureRegisterAsync(connection, state, cancellation);
        DeployPlan plan = await new PlanBuilder(connection, state, request, hooks, cancellation).BuildAsync();
        if (Check(plan, request) is { } objection) return objection;
        if (plan.Next is not { } next) return new Published(state, plan);
        await StepRunner.RunAsync(connection, plan.Steps, cancellation);
        await new RevisionWriter(connection, request, cancellation).WriteAsync(state, plan);
        await FollowUpRunningAsync(connection, request, state, next, cancellation);
        await SetTimersAsync(connection, next, cancellation);
        await transaction.CommitAsync(cancellation);
        LogApplied(logger, state.Slug, next.Revision, plan.Changes.Count);
        return new Published(next, plan);
    }

    private async Task FollowUpRunningAsync(NpgsqlConnection connection, PublishRequest request, TenantState state, TenantState next, CancellationToken cancellation)
    {
        RunningRequests running = new(state, next, request.OnRunning);
        await using NpgsqlBatch batch = new(connection);
        foreach (RunningChoice choice in request.OnRunning)
        {
            if (running.Command(choice, request.UserId, time.GetUtcNow().UtcDateTime) is { } command) batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    // Records may have stayed in a stage for long that is left by time from now on; totals are kept from now on.
    private async Task SetTimersAsync(NpgsqlConnection connection, TenantState next, CancellationToken cancellation)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using NpgsqlBatch batch = new(connection);
        if (StageTimers.HasAny(next.Model)) batch.BatchCommands.Add(StageTimers.Look(next.TenantId, next.Revision, now));
        if (TotalsTimer.HasAny(next.Model)) batch.BatchCommands.Add(TotalsTimer.Set(next.TenantId, next.Revision, now));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static PublishRefused? Guard(PublishRequest request, long revision)
    {
        if (request.IfRevision is { } seen && seen != revision)
        {
            return new PublishRefused(
                PublishCodes.RevisionConflict,
                $"The tenant is at revision {revision}, not {seen}: somebody else applied changes. Look at them and plan again.");
        }

        return request.RollbackTo is { } target && (target < 1 || target > revision)
            ? new PublishRefused(PublishCodes.RevisionUnknown, $"There is no revision {target}; the tenant is at {revision}.")
            : null;
    }

    private static PublishRefused? Check(DeployPlan plan, PublishRequest request)
    {
        if (plan.HasErrors) return new PublishRefused(PublishCodes.DocumentsInvalid, "The documents have errors.", plan);
        if (plan.Hazards.FirstOrDefault(h => h.Severity == HazardSeverity.Block) is { } block)
        {
            return new PublishRefused(PublishCodes.PlanBlocked, block.Message.In("en"), plan);
        }

        if (!request.MayAgree && plan.Hazards.FirstOrDefault(h => h.Code == HazardCodes.RoleRights) is { } gained)
        {
            return new PublishRefused(PublishCodes.AgreementForbidden, gained.Message.In("en"), plan);
        }

        string[] missing = [.. plan.ToAccept.Except(request.Accept, StringComparer.Ordinal)];
        return missing.Length == 0 || request.OfPlatform
            ? null
            : new PublishRefused(PublishCodes.HazardNotAccepted, $"To be accepted first: {string.Join(", ", missing)}.", plan);
    }

    private async Task<TenantState?> StateAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellation) =>
        await DocumentStore.LoadAsync(connection, tenantId, null, models.Known(tenantId), cancellation);

    private static async Task EnsureRegisterAsync(NpgsqlConnection connection, TenantState state, CancellationToken cancellation)
    {
        if (await StorageInspector.HasRegisterAsync(connection, state.Schema, cancellation)) return;
        await using NpgsqlCommand create = new(SetAsideRegister.Create(state.Schema).Print(), connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    private static bool IsSmall(DeployPlan plan) =>
        plan.Steps.All(s => s.Stage != PlanStage.Background) && plan.Hazards.All(h => h.Code is not (HazardCodes.LongRewrite or HazardCodes.LongScan));

    private async Task<DeployPlan> RehearseAsync(NpgsqlConnection connection, DeployPlan plan, CancellationToken cancellation)
    {
        try
        {
            await StepRunner.RunAsync(connection, plan.Steps, cancellation);
            return plan with { DryRun = true };
        }
        catch (PostgresException busy) when (IsBusy(busy))
        {
            // Tables in use say nothing about the plan.
            return plan;
        }
        catch (PostgresException failure)
        {
            LogRehearsalFailed(logger, failure);
            Hazard hazard = new(
                PublishCodes.DataChanged, HazardSeverity.Block, 0,
                new LocalizedText(
                [
                    new("en", $"Carried out for trial, the plan failed: {failure.MessageText}."),
                    new("zh-CN", $"试执行失败：{failure.MessageText}。"),
                ]),
                1, []);
            return plan with { Hazards = plan.Hazards.Append(hazard).ToEquatableArray() };
        }
    }

    // An index that is being built in the background holds its table against definitions; the build begins anew afterwards.
    private async Task MakeWayAsync(Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlCommand cancel = dataSource.CreateCommand(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1");
        cancel.Parameters.AddWithValue(BackgroundBuilds.ApplicationName(tenantId));
        await cancel.ExecuteNonQueryAsync(cancellation);
    }

    private static bool IsBusy(PostgresException failure) => failure.SqlState is
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    // Conversions read and write dates and times as text: the same in every session.
    private static async Task PrepareSessionAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await SetAsync(connection, "timezone", "UTC", cancellation);
        await SetAsync(connection, "datestyle", "ISO, YMD", cancellation);
        await SetAsync(connection, "intervalstyle", "iso_8601", cancellation);
    }

    private static async Task SetAsync(NpgsqlConnection connection, string setting, string value, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new("SELECT set_config($1, $2, true)", connection);
        command.Parameters.AddWithValue(setting);
        command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Information, "Tenant {Tenant} is at revision {Revision}: {Changes} changes")]
    private static partial void LogApplied(ILogger logger, string tenant, long revision, int changes);

    [LoggerMessage(LogLevel.Information, "A deploy of tenant {TenantId} waits: {Reason}")]
    private static partial void LogBusy(ILogger logger, Guid tenantId, string reason);

    [LoggerMessage(LogLevel.Warning, "A plan failed in its rehearsal")]
    private static partial void LogRehearsalFailed(ILogger logger, PostgresException failure);
}
