using Npgsql;
using Platform.Metadata.Permissions;
using Platform.Runtime.Database;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Tasks;

/// <summary>Tells assignee, owner and watchers when a task is due, or when its reminder is. The row is asked anew: a task that was done or moved meanwhile tells nothing.</summary>
/// <param name="topic">Topic of the timers.</param>
/// <param name="models">Models of the tenants.</param>
/// <param name="connections">Connections to the database.</param>
/// <param name="bell">Tells open pages.</param>
/// <param name="time">The clock.</param>
internal sealed class TaskTimers(string topic, TenantModels models, RecordConnections connections, CommitBell bell, TimeProvider time) : ITimerHandler
{
    /// <summary>Topic of timers at the due time.</summary>
    public const string DueTopic = "task.due";

    /// <summary>Topic of timers at the reminder.</summary>
    public const string ReminderTopic = "task.reminder";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Topics with the field whose instant they wait for.</summary>
    public static IReadOnlyList<(string Topic, string Field)> Fields { get; } = [(DueTopic, TaskFields.Due), (ReminderTopic, TaskFields.RemindAt)];

    /// <inheritdoc/>
    public string Topic => topic;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        if (await models.GetAsync(timer.TenantId, cancellation) is not { } state || !Guid.TryParseExact(timer.Key, "D", out Guid id)) return;
        var layout = RecordLayout.Of(state.Model.Object(TaskFields.ObjectName));
        RecordCaller platform = new(timer.TenantId, state.Schema, state.Model, PermissionCompiler.ForPlatform(state.Model), Guid.Empty) { TenantTimeZone = "UTC" };
        FieldSlot at = layout[Fields.First(f => f.Topic == topic).Field];
        FieldSlot[] fields = [layout[TaskFields.Status], at, layout[TaskFields.Assignee], layout.Owner];
        List<Guid> people = [];
        bool isDue = false;
        await using NpgsqlConnection connection = await connections.PlannedOnce.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using NpgsqlBatch look = new(connection, transaction) { Timeout = (int)TimeLimit.TotalSeconds };
        look.BatchCommands.Add(RecordStatements.Lock(layout, platform, RowRight.None, RowState.Live, SqlLockStrength.Share, fields).Bind(new[] { id }, Guid.Empty, null));
        look.BatchCommands.Add(TaskStatements.Watchers(layout, state.Schema).Bind([new[] { id }]));
        await using (NpgsqlDataReader reader = await look.ExecuteReaderAsync(cancellation))
        {
            if (await reader.ReadAsync(cancellation))
            {
                isDue = !TaskFields.IsClosed(reader.GetString(1)) && !await reader.IsDBNullAsync(2, cancellation) && reader.GetDateTime(2) <= time.GetUtcNow().UtcDateTime;
                for (int person = 3; person <= 4; person++)
                {
                    if (!await reader.IsDBNullAsync(person, cancellation)) people.Add(reader.GetGuid(person));
                }
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) people.Add(reader.GetGuid(1));
        }

        if (isDue) await TellAsync(state, timer, id, people, connection, transaction, cancellation);
        if (await TimerStore.CompleteAsync(timer, connection, cancellation)) await transaction.CommitAsync(cancellation);
        if (isDue) bell.Ring();
    }

    private async Task TellAsync(
        TenantState state, DueTimer timer, Guid id, List<Guid> people, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        Notice notice = new()
        {
            Type = NoticeTypes.TaskDue,
            Title = topic == DueTopic ? TaskTexts.Due : TaskTexts.Reminder,
            Key = $"{topic}:{id:D}:{timer.DueAt:yyyyMMddHHmmss}",
            Recipients = people,
            Object = TaskFields.ObjectName,
            Record = id,
        };
        NoticePlace place = new(timer.TenantId, state.Schema, state.Model, time.GetUtcNow().UtcDateTime);
        if (NotificationStore.Write(place, [notice]) is not { } command) return;
        await using NpgsqlBatch tell = new(connection, transaction);
        tell.BatchCommands.Add(command);
        await tell.ExecuteNonQueryAsync(cancellation);
    }
}
