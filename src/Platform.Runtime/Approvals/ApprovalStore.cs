using System.Text.Json;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Notifications;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Approvals;

/// <summary>Reads and writes requests, tasks and trails as records of their objects.</summary>
internal static class ApprovalStore
{
    private static readonly string[] TrailFields = ["request", "sequence", "act", "step", "to", "by", "at", "comment", "users", "digests", "previousHash", "hash"];
    private static readonly string[] Loaded = ["object", "record", "flow", "status", "definition", "progress", "trailLength", "trailHash", SystemFields.Owner];

    /// <summary>The layout of an object of approvals.</summary>
    public static RecordLayout Layout(WriteBatch batch, string name) => RecordLayout.Of(batch.Model.Object(name));

    /// <summary>Queues the locking and reading of requests by their ids; the cases are there after the flush.</summary>
    public static void EnqueueLock(WriteBatch batch, Guid[] ids, Dictionary<Guid, ApprovalCase> cases)
    {
        RecordLayout layout = Layout(batch, ApprovalFields.RequestObject);
        FieldSlot[] fields = [.. Loaded.Select(f => layout[f])];
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, RowRight.None, RowState.Live, SqlLockStrength.NoKeyUpdate, fields);
        batch.Session.Enqueue(statement.Bind([ids.Order().ToArray(), batch.Caller.UserId, batch.Caller.Reach]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                if (Read(batch, reader, layout, fields) is { } found) cases[found.Id] = found;
            }
        });
    }

    private static ApprovalCase? Read(WriteBatch batch, NpgsqlDataReader reader, RecordLayout layout, FieldSlot[] fields)
    {
        object?[] row = new object?[layout.Fields.Count];
        int at = 1;
        foreach (FieldSlot slot in fields) row[slot.Ordinal] = ColumnReader.Read(reader, slot, ref at);
        T? Get<T>(string field) => row[layout[field].Ordinal] is T value ? value : default;
        if (Get<JsonText>("definition") is not { } definition || FlowVersion.Of(batch.Model, definition.Text) is not { } flow) return null;
        if (Get<JsonText>("progress") is not { } progress || !batch.Model.TryGetObject(Get<string>("object")!, out ObjectModel? source)) return null;
        ApprovalState state = ApprovalStateJson.Read(progress.Text);
        return new ApprovalCase
        {
            Id = reader.GetGuid(0),
            Record = Guid.ParseExact(Get<string>("record")!, "D"),
            Layout = RecordLayout.Of(source),
            Flow = flow,
            Before = state,
            State = state,
            TrailLength = Get<int>("trailLength"),
            TrailHash = Get<string>("trailHash"),
        };
    }

    /// <summary>Queues what the acts of this write came to, of all requests together.</summary>
    public static void EnqueueSave(WriteBatch batch, IReadOnlyList<ApprovalCase> cases)
    {
        if (cases.Count == 0) return;
        var trails = cases.Select(c => (Case: c, Trail: Trail(batch, c))).ToArray();
        SaveRequests(batch, [.. trails.Select(t => (t.Case, t.Trail.Hash))]);
        (RecordWrite Row, IReadOnlyList<SealedFile> Files)[] rows = [.. trails.SelectMany(t => t.Trail.Rows)];
        RecordLayout entries = Layout(batch, ApprovalFields.EntryObject);
        Write(batch, entries, [.. rows.Select(r => r.Row)], TrailFields, isNew: true);
        Link(batch, entries, "files", [.. rows.SelectMany(r => r.Files.Select(f => (r.Row.Id, f.Id)))]);
        SaveTasks(batch, cases);
        NotificationStore.Enqueue(batch, cases.SelectMany(ApprovalNotices.Of));
        ApprovalTimers.Enqueue(batch, cases);
    }

    private static void SaveRequests(WriteBatch batch, (ApprovalCase Case, string? Hash)[] cases)
    {
        RecordLayout layout = Layout(batch, ApprovalFields.RequestObject);
        Dictionary<FlowVersion, JsonText> definitions = [];
        var saved = cases.Select(c => (c.Case, Row: Request(batch, layout, c.Case, c.Hash, definitions, out List<string> written), Written: written)).ToArray();
        foreach (var alike in saved.GroupBy(s => (s.Case.IsNew, string.Join(',', s.Written))))
        {
            Write(batch, layout, [.. alike.Select(s => s.Row)], alike.First().Written, alike.Key.IsNew);
        }

        Link(batch, layout, ApprovalFields.Participants, [.. cases.SelectMany(c => Pairs(c.Case, c.Case.State.Participants().Except(c.Case.IsNew ? [] : c.Case.Before.Participants())))]);
        Link(batch, layout, "copies", [.. cases.SelectMany(c => Pairs(c.Case, c.Case.State.Copied.Except(c.Case.Before.Copied)))]);
    }

    private static IEnumerable<(Guid Source, Guid Target)> Pairs(ApprovalCase found, IEnumerable<Guid> people) => people.Select(p => (found.Id, p));

    private static RecordWrite Request(WriteBatch batch, RecordLayout layout, ApprovalCase found, string? hash, Dictionary<FlowVersion, JsonText> definitions, out List<string> written)
    {
        RecordWrite row = Row(batch, layout, found.Id, found.IsNew);
        void Put(string field, object? value) => row.Values[layout[field].Ordinal] = value;
        written = ["status", "progress", "trailLength", "trailHash", "completedAt"];
        bool submits = found.State.Submission != found.Before.Submission;
        if (submits)
        {
            written.AddRange(["submittedAt", "comment", "recordName"]);
            Put("submittedAt", batch.Now);
            Put("comment", found.Entries.Find(e => e.Act == TrailActs.Submit)?.Comment);
            Put("recordName", Cut(found.Directory.Record.Name));
        }

        if (found.IsNew)
        {
            Put("object", found.Layout.Object.Name);
            Put("record", found.Record.ToString("D"));
            Put("flow", found.Flow.Document.Name);
            row.Values[layout.Owner.Ordinal] = found.State.Submitter;
            Put("voids", found.State.Voids);
            written.AddRange(["object", "record", "flow", "voids", SystemFields.Owner]);
        }

        if (found.IsNew || found.IsMoved)
        {
            // One instance for all requests of a version: it travels once.
            Put("definition", definitions.TryGetValue(found.Flow, out JsonText? text) ? text : definitions[found.Flow] = new JsonText(found.Flow.Text));
            written.Add("definition");
        }

        Put("status", Name(found.State.Status));
        Put("progress", ApprovalStateJson.Write(found.State));
        Put("trailLength", found.TrailLength + found.Entries.Count);
        Put("trailHash", hash);
        Put("completedAt", found.State.Status == RequestStatus.Pending ? null : batch.Now);
        return row;
    }

    private static void SaveTasks(WriteBatch batch, IReadOnlyList<ApprovalCase> cases)
    {
        RecordLayout layout = Layout(batch, ApprovalFields.TaskObject);
        List<RecordWrite> added = [], changed = [], renamed = [];
        foreach (ApprovalCase found in cases)
        {
            Dictionary<Guid, ApprovalTaskState> before = found.Before.Tasks.ToDictionary(t => t.Id);
            foreach (ApprovalTaskState task in found.State.Tasks)
            {
                if (!before.TryGetValue(task.Id, out ApprovalTaskState? old)) added.Add(Task(batch, layout, found, task, isNew: true));
                else if (old != task) (old.Step == task.Step ? changed : renamed).Add(Task(batch, layout, found, task, isNew: false));
            }
        }

        string[] answers = ["status", "decidedAt", "comment", "remindedAt"];
        Write(batch, layout, added, ["request", "step", "stepLabel", "assignee", "onBehalfOf", "kind", "automatic", "addedBy", .. answers], isNew: true);
        Write(batch, layout, changed, answers, isNew: false);
        Write(batch, layout, renamed, ["step", "stepLabel", .. answers], isNew: false);
    }

    private static RecordWrite Task(WriteBatch batch, RecordLayout layout, ApprovalCase found, ApprovalTaskState task, bool isNew)
    {
        RecordWrite row = Row(batch, layout, task.Id, isNew);
        void Put(string field, object? value) => row.Values[layout[field].Ordinal] = value;
        Put("request", found.Id);
        Put("step", task.Step);
        // A step that another version has not keeps its label.
        if (found.Flow.Outline.Find(task.Step) is { } place) Put("stepLabel", Texts(place.Step.Label));
        Put("assignee", task.Assignee);
        Put("onBehalfOf", task.For);
        Put("kind", Name(task.Kind));
        Put("status", Name(task.Status));
        Put("automatic", task.IsAutomatic);
        Put("addedBy", task.AddedBy);
        Put("decidedAt", task.DecidedAt);
        Put("comment", task.Comment);
        Put("remindedAt", task.RemindedAt);
        return row;
    }

    private static (List<(RecordWrite Row, IReadOnlyList<SealedFile> Files)> Rows, string? Hash) Trail(WriteBatch batch, ApprovalCase found)
    {
        RecordLayout layout = Layout(batch, ApprovalFields.EntryObject);
        List<(RecordWrite, IReadOnlyList<SealedFile>)> rows = [];
        string? hash = found.TrailHash;
        int sequence = found.TrailLength;
        Guid? by = found.IsByTime ? null : batch.Caller.UserId;
        foreach (TrailEntry entry in found.Entries)
        {
            string[] digests = [.. entry.Files.Select(f => f.ToString())];
            ApprovalTrail.Entry sealedEntry = new(found.Id, ++sequence, entry.Act, entry.Step, entry.To, by, batch.Now, entry.Comment, entry.Users ?? [], digests);
            RecordWrite row = Row(batch, layout, Guid.CreateVersion7(), isNew: true);
            void Put(string field, object? value) => row.Values[layout[field].Ordinal] = value;
            Put("previousHash", hash);
            hash = ApprovalTrail.Hash(hash, sealedEntry);
            Put("request", found.Id);
            Put("sequence", sequence);
            Put("act", entry.Act);
            Put("step", entry.Step);
            Put("to", entry.To);
            Put("by", by);
            Put("at", batch.Now);
            Put("comment", entry.Comment);
            Put("users", new JsonText(JsonSerializer.Serialize(entry.Users ?? [])));
            Put("digests", digests.Length == 0 ? null : new JsonText(JsonSerializer.Serialize(digests)));
            Put("hash", hash);
            rows.Add((row, entry.Files));
        }

        return (rows, hash);
    }

    private static RecordWrite Row(WriteBatch batch, RecordLayout layout, Guid id, bool isNew)
    {
        RecordWrite row = new(layout, 0, isNew ? WriteKind.Create : WriteKind.Update, id);
        (object now, object user, object first) = batch.Stamps;
        row.Values[layout.Id.Ordinal] = id;
        row.Values[layout.Version.Ordinal] = first;
        row.Values[layout.CreatedAt.Ordinal] = row.Values[layout.UpdatedAt.Ordinal] = now;
        row.Values[layout.CreatedBy.Ordinal] = row.Values[layout.UpdatedBy.Ordinal] = user;
        return row;
    }

    private static void Write(WriteBatch batch, RecordLayout layout, List<RecordWrite> rows, IEnumerable<string> written, bool isNew)
    {
        if (rows.Count == 0) return;
        string schema = batch.Caller.Schema;
        FieldSlot[] named = [.. written.Select(f => layout[f])];
        FieldSlot[] fields = isNew
            ? [layout.Id, layout.Version, layout.CreatedAt, layout.CreatedBy, layout.UpdatedAt, layout.UpdatedBy, .. named]
            : [layout.UpdatedAt, layout.UpdatedBy, .. named];
        foreach (RecordWrite row in rows)
        {
            foreach (FieldSlot slot in named) row.IsChanged[slot.Ordinal] = true;
        }

        if (!isNew && batch.ListenersTo(layout, WriteKind.Update).Any()) StoredRecords.EnqueueBefore(batch, layout, rows);
        batch.Session.Enqueue((isNew, rows.Count) switch
        {
            (true, _) => RecordInsert.Of(batch, layout, rows, fields),
            (false, 1) => RecordStatements.UpdateOne(layout, schema, fields).Bind([.. ColumnValues.Of(batch, rows[0], fields), rows[0].Id]),
            _ => RecordStatements.UpdateMany(layout, schema, fields).Bind([.. fields.SelectMany(f => ColumnValues.Arrays(batch, rows, f)), rows.Select(r => r.Id).ToArray()]),
        });
        batch.Written.AddRange(rows.Select(r => new WrittenRecord(layout, r.Id, r.Kind, r)));
    }

    private static void Link(WriteBatch batch, RecordLayout layout, string field, (Guid Source, Guid Target)[] links)
    {
        if (links.Length == 0) return;
        SqlTable table = new(batch.Caller.Schema, layout[field].Field.LinkTable!);
        StatementTemplate statement = layout.Template($"approval links {field} {table.Schema}", () => LinkStatements.Add(table));
        batch.Session.Enqueue(statement.Bind(links.Select(l => l.Source).ToArray(), links.Select(l => l.Target).ToArray()));
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonText Texts(LocalizedText text) => new(JsonSerializer.Serialize(text.Texts.ToDictionary(t => t.Language, t => t.Text)));

    private static string? Cut(string? name) => name is { Length: > 255 } ? name[..(char.IsHighSurrogate(name[254]) ? 254 : 255)] : name;
}
