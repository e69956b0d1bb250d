using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Metadata.Documents;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// What changed, as records of <c>HistoryEntry</c>: one per changed field of an update, one for the record as a whole when it is made, deleted, restored or removed. All
/// of them in one statement. Encrypted fields say that they changed, not what.
/// </summary>
internal static class HistoryStage
{
    /// <summary>Name of the object of history.</summary>
    public const string ObjectName = "HistoryEntry";

    /// <summary>Kind of the entry at a record into which others were merged; its value is a <c>MergeNote</c>.</summary>
    public const string MergeKind = "merge";

    /// <summary>Kind of the entry at a record that was converted; its value is a <c>ConversionNote</c>.</summary>
    public const string ConvertKind = "convert";

    private static readonly JsonSerializerOptions Noted = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the stage.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (!batch.Model.TryGetObject(ObjectName, out ObjectModel? model)) return Task.CompletedTask;
        RecordLayout layout = RecordLayout.Of(model);
        EraseOfPurged(batch, layout);
        List<RecordWrite> entries = [];
        foreach (WrittenRecord written in batch.Written)
        {
            if (!written.Layout.Object.TrackHistory) continue;
            if (written.Kind != WriteKind.Update)
            {
                entries.Add(Entry(batch, layout, written, null, null, null));
                continue;
            }

            foreach (FieldSlot slot in written.Layout.Fields)
            {
                if (written.Record!.IsChanged[slot.Ordinal] && !IsOfStage(slot)) entries.Add(FieldEntry(batch, layout, written, slot));
            }
        }

        Insert(batch, layout, entries);
        return Task.CompletedTask;
    }

    private static RecordWrite FieldEntry(WriteBatch batch, RecordLayout layout, WrittenRecord written, FieldSlot slot)
    {
        RecordWrite record = written.Record!;
        if (slot.IsEncrypted) return Entry(batch, layout, written, slot, null, null);
        if (slot.IsLinks)
        {
            LinkDelta delta = record.LinkDeltas[slot];
            return Entry(batch, layout, written, slot, Ids(delta.Old), Ids(delta.Old.Except(delta.Removed).Concat(delta.Added).Order()));
        }

        return Entry(batch, layout, written, slot, Json(slot, record.Old![slot.Ordinal]), Json(slot, record.Values[slot.Ordinal]));
    }

    /// <summary>Notes what the record of a write has gone through as a whole.</summary>
    /// <param name="batch">The write that ended it, of one record.</param>
    /// <param name="kind">Kind of the entry.</param>
    /// <param name="note">What is to be known of it.</param>
    public static void Note<T>(WriteBatch batch, string kind, T note)
    {
        if (!batch.Layout.Object.TrackHistory || !batch.Model.TryGetObject(ObjectName, out ObjectModel? model)) return;
        RecordLayout layout = RecordLayout.Of(model);
        Insert(batch, layout, [Entry(batch, layout, batch.Layout, batch.Records[0].Id, kind, null, null, new JsonText(JsonSerializer.Serialize(note, Noted)))]);
    }

    /// <summary>Reads a note.</summary>
    public static T? ReadNote<T>(string json) => JsonSerializer.Deserialize<T>(json, Noted);

    private static RecordWrite Entry(WriteBatch batch, RecordLayout layout, WrittenRecord written, FieldSlot? field, JsonText? old, JsonText? value) =>
        Entry(batch, layout, written.Layout, written.Id, KindName(written.Kind), field, old, value);

    private static RecordWrite Entry(WriteBatch batch, RecordLayout layout, RecordLayout of, Guid record, string kind, FieldSlot? field, JsonText? old, JsonText? value)
    {
        RecordWrite entry = new(layout, 0, WriteKind.Create, RecordIds.New());
        entry.Values[layout.Id.Ordinal] = entry.Id;
        entry.Values[layout.Version.Ordinal] = batch.Stamps.FirstVersion;
        entry.Values[layout.CreatedAt.Ordinal] = entry.Values[layout.UpdatedAt.Ordinal] = batch.Stamps.Now;
        entry.Values[layout.CreatedBy.Ordinal] = entry.Values[layout.UpdatedBy.Ordinal] = batch.Stamps.User;
        entry.Values[layout["object"].Ordinal] = of.Object.Name;
        entry.Values[layout["record"].Ordinal] = record.ToString("D");
        entry.Values[layout["field"].Ordinal] = field?.Field.Name;
        entry.Values[layout["kind"].Ordinal] = kind;
        entry.Values[layout["oldValue"].Ordinal] = old;
        entry.Values[layout["newValue"].Ordinal] = value;
        entry.Values[layout["at"].Ordinal] = batch.Stamps.Now;
        entry.Values[layout["by"].Ordinal] = batch.Stamps.User;
        return entry;
    }

    // Told by the history of stages.
    private static bool IsOfStage(FieldSlot slot) => slot.Field is { IsSystem: true, Name: SystemFields.StageSince };

    /// <summary>Writes records of history.</summary>
    public static void Insert(WriteBatch batch, RecordLayout layout, List<RecordWrite> entries)
    {
        if (entries.Count == 0) return;
        IReadOnlyList<FieldSlot> fields = [.. layout.Stored.Where(f => entries.Exists(e => e.Values[f.Ordinal] is not null))];
        batch.Session.EnqueueNote(RecordInsert.Of(batch, layout, entries, fields));
    }

    /// <summary>What is removed for good leaves no values behind.</summary>
    public static void EraseOfPurged(WriteBatch batch, RecordLayout layout)
    {
        foreach (IGrouping<RecordLayout, WrittenRecord> purged in batch.Written.Where(w => w.Kind == WriteKind.Purge).GroupBy(w => w.Layout))
        {
            string[] ids = [.. purged.Select(w => w.Id.ToString("D"))];
            batch.Session.Enqueue(HistoryStatements.Erase(layout, batch.Caller.Schema).Bind(purged.Key.Object.Name, ids));
        }
    }

    private static string KindName(WriteKind kind) => kind switch
    {
        WriteKind.Create => "create",
        WriteKind.Update => "update",
        WriteKind.Delete => "delete",
        WriteKind.Restore => "restore",
        _ => "purge",
    };

    private static JsonText? Json(FieldSlot slot, object? value) => value is null ? null : Json(writer => slot.Codec.WriteJson(writer, value));

    private static JsonText? Ids(IEnumerable<Guid> ids) => Json(writer =>
    {
        writer.WriteStartArray();
        foreach (Guid id in ids) writer.WriteStringValue(id);
        writer.WriteEndArray();
    });

    private static JsonText Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Readable)) write(writer);
        return new JsonText(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
