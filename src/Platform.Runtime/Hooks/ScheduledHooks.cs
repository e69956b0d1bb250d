using System.Globalization;
using System.Text.Json;
using Npgsql;
using Platform.Expressions.Values;
using Platform.Metadata.Documents;
using Platform.Metadata.Schedules;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Sets off hooks by the clock. A timer waits for the next time of each schedule; taking it, writing the message by which the hook runs and setting the next are one transaction, so that
/// a time counts exactly once, whichever nodes die over it. The run itself is a delivery like those after commit: tried again when it fails, without holding up the schedule.
/// </summary>
/// <param name="models">Models of the tenants.</param>
/// <param name="dataSource">Connections to the catalog.</param>
/// <param name="bell">Tells the followers of the outbox.</param>
/// <param name="time">The clock.</param>
internal sealed class ScheduledHooks(TenantModels models, NpgsqlDataSource dataSource, CommitBell bell, TimeProvider time) : ITimerHandler
{
    /// <summary>Topic of the timers; their keys are the ids of hooks.</summary>
    public const string TimerTopic = "hook.schedule";

    /// <summary>A run that is later than this was missed.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Topic => TimerTopic;

    /// <inheritdoc/>
    /// <remarks>Each timer sets the one that follows: given up, the schedule would end.</remarks>
    public bool NeverGivesUp => true;

    /// <summary>What a deploy does about schedules, in its transaction: those that are new or changed are reckoned from the moment at which they are in force.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, TenantState before, TenantState next, CancellationToken cancellation)
    {
        Dictionary<string, HookSchedule> was = Schedules(before), will = Schedules(next);
        await using NpgsqlBatch batch = new(connection);
        string armed = JsonSerializer.Serialize(new Plan(next.Revision, null));
        foreach ((string hook, HookSchedule schedule) in will)
        {
            // Any time that is over: the handler reckons the first one, by its own clock.
            if (was.GetValueOrDefault(hook) != schedule) batch.BatchCommands.Add(TimerStore.Set(next.TenantId, TimerTopic, hook, DateTime.UnixEpoch, armed));
        }

        foreach (string hook in was.Keys.Where(h => !will.ContainsKey(h))) batch.BatchCommands.Add(TimerStore.Cancel(next.TenantId, TimerTopic, hook));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        Plan plan = JsonSerializer.Deserialize<Plan>(timer.Payload)!;
        TenantState? state = await models.GetAsync(timer.TenantId, cancellation);
        if (state is not null && state.Revision < plan.Revision) throw new InvalidOperationException("This node does not know the revision yet that set the schedule.");
        HookDocument? hook = state?.Model.Hooks.FirstOrDefault(h => h.Id == timer.Key && h is { Active: true, Schedule: not null });
        // What is not scheduled any more ends with its timer.
        if (hook?.Schedule is not { } schedule || !CronExpression.TryParse(schedule.Cron, out CronExpression? cron) || !TimeZones.TryFind(schedule.TimeZone, out TimeZoneInfo? zone)) return;
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        // Set anew or taken over meanwhile: whoever has it does it.
        if (!await TimerStore.CompleteAsync(timer, connection, cancellation)) return;
        await using NpgsqlBatch batch = new(connection, transaction);
        if (plan.At is { } at && (schedule.Missed == MissedRuns.Once || now - at <= Late))
        {
            Guid user = await UserAsync(connection, state!, hook, cancellation);
            CommittedChanges run = new(hook.Id, HookEvent.Schedule, hook.Object, user, at, 1, "[]")
            {
                Lane = hook.Id,
                Key = string.Create(CultureInfo.InvariantCulture, $"{hook.Id}@{at:yyyy-MM-ddTHH:mm:ssZ}"),
            };
            batch.BatchCommands.Add(DeliveryStore.WriteMany(timer.TenantId, CommittedChanges.Topic, [run.Message()]));
        }

        if (cron.Next(now, zone) is { } next)
        {
            batch.BatchCommands.Add(TimerStore.Set(timer.TenantId, TimerTopic, hook.Id, next, JsonSerializer.Serialize(new Plan(state!.Revision, next))));
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        bell.Ring();
    }

    private static Dictionary<string, HookSchedule> Schedules(TenantState state) =>
        state.Documents.Values.Select(d => d.Content).OfType<HookDocument>().Where(h => h is { Active: true, Schedule: not null }).ToDictionary(h => h.Id, h => h.Schedule!);

    // Records need somebody who wrote them: who agreed that the hook acts as the system; failing that, the administrator of longest standing.
    private static async Task<Guid> UserAsync(NpgsqlConnection connection, TenantState state, HookDocument hook, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(
            """
            SELECT m.user_id FROM platform.memberships AS m
            LEFT JOIN platform.script_grants AS g ON g.tenant_id = m.tenant_id AND g.kind = $2 AND g.document = $3 AND g.permission = $4 AND g.granted_by = m.user_id
            WHERE m.tenant_id = $1 AND m.status = 'active' AND (g.granted_by IS NOT NULL OR 'administrator' = ANY (m.roles))
            ORDER BY g.granted_by IS NULL, m.created_at LIMIT 1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        foreach (string value in (string[])[hook.Kind, hook.Id, ScriptRights.System]) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return await command.ExecuteScalarAsync(cancellation) is Guid user ? user : Guid.Empty;
    }

    /// <summary>What a timer waits for.</summary>
    /// <param name="Revision">Revision that the schedule was read from.</param>
    /// <param name="At">The time of the schedule; null for one that is still to be reckoned.</param>
    private sealed record Plan(long Revision, DateTime? At);
}
