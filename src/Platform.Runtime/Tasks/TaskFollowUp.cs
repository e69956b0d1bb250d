using System.Globalization;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Notifications;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Tasks;

/// <summary>What follows from tasks that are written: their timers, who is told, and the next of a series when one is done.</summary>
internal static class TaskFollowUp
{
    /// <summary>Most people who watch one task.</summary>
    internal const int MaxWatchers = 50;

    private static readonly string[] Told = [TaskFields.Subject, TaskFields.Description, TaskFields.Status, TaskFields.Priority, TaskFields.Due];

    /// <summary>Runs the stage of the write.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (!TaskFields.Is(batch.Layout)) return;
        // The checks decide first: what follows cannot be taken back record by record.
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        if (batch.IsRefused) return;
        RecordWrite[] written = [.. batch.Records.Where(r => !r.IsRefused && r.HasEffect)];
        foreach (RecordWrite record in written) Schedule(batch, record);
        RecordWrite[] live = [.. written.Where(r => r.Kind is WriteKind.Create or WriteKind.Update)];
        if (live.Length == 0) return;
        Dictionary<Guid, List<Guid>> watchers = [];
        HashSet<Guid> followed = [];
        RecordWrite[] ended = [.. live.Where(EndsOfSeries)];
        batch.Session.Enqueue(TaskStatements.Watchers(batch.Layout, batch.Caller.Schema).Bind(live.Select(r => r.Id).ToArray()), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) (watchers.TryGetValue(reader.GetGuid(0), out List<Guid>? list) ? list : watchers[reader.GetGuid(0)] = []).Add(reader.GetGuid(1));
        });
        if (ended.Length > 0)
        {
            batch.Session.Enqueue(TaskStatements.Followed(batch.Layout, batch.Caller.Schema).Bind(ended.Select(r => r.Id).ToArray()), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) followed.Add(reader.GetGuid(0));
            });
        }

        await batch.Session.FlushAsync(cancellation);
        RefuseCrowded(batch, live, watchers);
        if (batch.IsRefused) return;
        NotificationStore.Enqueue(batch, live.SelectMany(r => Notices(r, watchers.GetValueOrDefault(r.Id, []))));
        if (batch.IsRefused) return;
        foreach (RecordWrite record in ended.Where(r => !followed.Contains(r.Id)))
        {
            await GoOnAsync(batch, record, watchers.GetValueOrDefault(record.Id, []), cancellation);
            if (batch.IsRefused) return;
        }
    }

    // What is written already cannot be left out any more: one task with too many watchers refuses all.
    private static void RefuseCrowded(WriteBatch batch, RecordWrite[] live, Dictionary<Guid, List<Guid>> watchers)
    {
        FieldSlot slot = batch.Layout[TaskFields.Watchers];
        bool IsCrowded(RecordWrite record) => record.LinkDeltas.TryGetValue(slot, out LinkDelta? delta) && delta.Added.Count > 0
            && watchers.TryGetValue(record.Id, out List<Guid>? people) && people.Count > MaxWatchers;
        if (live.FirstOrDefault(IsCrowded) is not { } crowded) return;
        crowded.Refuse(GraphQLErrorCode.ValidationFailed, TaskFields.Watchers, ValueProblem.With(WriteCodes.TooManyWatchers, "max", MaxWatchers));
        batch.Refusal ??= crowded.Refusal(batch.Caller.Language, batch.IsMany);
    }

    private static object? Value(RecordWrite record, string field) => record.Values[record.Layout[field].Ordinal];

    private static object? Old(RecordWrite record, string field) => record.Old?[record.Layout[field].Ordinal];

    private static void Schedule(WriteBatch batch, RecordWrite record)
    {
        bool isLive = record.Kind is WriteKind.Create or WriteKind.Update or WriteKind.Restore && !TaskFields.IsClosed(Value(record, TaskFields.Status));
        bool wasLive = record.Kind == WriteKind.Update && !TaskFields.IsClosed(Old(record, TaskFields.Status));
        foreach ((string topic, string field) in TaskTimers.Fields)
        {
            DateTime? at = isLive && Value(record, field) is DateTime set && set > batch.Now ? set : null;
            if (record.Kind == WriteKind.Update && isLive == wasLive && Equals(Value(record, field), Old(record, field))) continue;
            string key = record.Id.ToString("D");
            if (at is { } due) batch.Session.Enqueue(TimerStore.Set(batch.Caller.TenantId, topic, key, due, "{}"));
            else if (record.Kind != WriteKind.Create) batch.Session.Enqueue(TimerStore.Cancel(batch.Caller.TenantId, topic, key));
        }
    }

    private static IEnumerable<Notice> Notices(RecordWrite record, List<Guid> watchers)
    {
        Guid? assignee = Value(record, TaskFields.Assignee) as Guid?;
        string turn = ((int)record.Values[record.Layout.Version.Ordinal]!).ToString(CultureInfo.InvariantCulture);
        if (record.Kind == WriteKind.Create)
        {
            // The next of a series is no news.
            if (Value(record, TaskFields.Previous) is not null) yield break;
            if (assignee is { } first) yield return Notice(record, NoticeTypes.TaskAssigned, TaskTexts.Assigned, turn, [first]);
            if (watchers.Count > 0) yield return Notice(record, NoticeTypes.TaskChanged, TaskTexts.Watched, turn, watchers.Where(w => w != assignee));
            yield break;
        }

        bool isGiven = assignee is not null && !Equals(assignee, Old(record, TaskFields.Assignee));
        if (isGiven) yield return Notice(record, NoticeTypes.TaskAssigned, TaskTexts.Assigned, turn, [assignee!.Value]);
        if (!Told.Any(f => record.IsChanged[record.Layout[f].Ordinal])) yield break;
        bool ends = Value(record, TaskFields.Status) is TaskFields.Done && Old(record, TaskFields.Status) is not TaskFields.Done;
        Guid?[] people = [.. watchers.Select(w => (Guid?)w), isGiven ? null : assignee, record.Values[record.Layout.Owner.Ordinal] as Guid?];
        yield return Notice(record, NoticeTypes.TaskChanged, ends ? TaskTexts.Done : TaskTexts.Changed, turn, people.OfType<Guid>());
    }

    private static Notice Notice(RecordWrite record, string type, LocalizedText title, string turn, IEnumerable<Guid> to) => new()
    {
        Type = type,
        Title = title,
        Key = $"{type}:{record.Id:D}:{turn}",
        Recipients = [.. to],
        Object = TaskFields.ObjectName,
        Record = record.Id,
    };

    private static bool EndsOfSeries(RecordWrite record) =>
        Value(record, TaskFields.Status) is TaskFields.Done && Old(record, TaskFields.Status) is not TaskFields.Done
        && Value(record, TaskFields.Recurrence) is string && Value(record, TaskFields.Due) is DateTime;

    /// <summary>Makes the next of a series, by the write pipeline and in the same transaction: the locked row and the unique field make it one.</summary>
    private static async Task GoOnAsync(WriteBatch batch, RecordWrite record, List<Guid> watchers, CancellationToken cancellation)
    {
        var due = (DateTime)Value(record, TaskFields.Due)!;
        TimeZoneInfo zone = TimeZoneInfo.TryFindSystemTimeZoneById(batch.Caller.TenantTimeZone, out TimeZoneInfo? known) ? known : TimeZoneInfo.Utc;
        if (Recurrence.Parse((string)Value(record, TaskFields.Recurrence)!)?.Next(due, batch.Now, zone) is not var (next, rule)) return;
        Dictionary<string, object?> input = new(StringComparer.Ordinal)
        {
            [TaskFields.Due] = next,
            [TaskFields.Recurrence] = rule,
            [TaskFields.Previous] = record.Id.ToString("D"),
            [SystemFields.Owner] = (record.Values[record.Layout.Owner.Ordinal] as Guid?)?.ToString("D"),
            [TaskFields.Assignee] = (Value(record, TaskFields.Assignee) as Guid?)?.ToString("D"),
        };
        foreach (string field in new[] { TaskFields.Subject, TaskFields.Description, TaskFields.Priority, TaskFields.Object, TaskFields.Record }) input[field] = Value(record, field);
        if (Value(record, TaskFields.RemindAt) is DateTime reminder) input[TaskFields.RemindAt] = next - (due - reminder);
        if (watchers.Count > 0) input[TaskFields.Watchers] = new Dictionary<string, object?> { ["set"] = watchers.Select(w => (object?)w.ToString("D")).ToList() };
        WriteBatch nested = batch.OfPlatform(record.Layout, [new RecordWrite(record.Layout, 0, WriteKind.Create, Guid.CreateVersion7()) { Input = input }]);
        await WritePipeline.RunAsync(nested, cancellation);
        if (!nested.IsRefused && nested.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (nested.Records[0].IsRefused) batch.Refusal = nested.Records[0].Refusal(batch.Caller.Language, isMany: false);
    }
}
