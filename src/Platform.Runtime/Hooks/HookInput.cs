using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Hooks;

/// <summary>What a script gets: records, who sets it off, when, and its texts in the user's language.</summary>
internal static class HookInput
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The input of a hook of a write, as UTF-8 JSON.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="event">The event.</param>
    /// <param name="records">Records of the event.</param>
    /// <param name="merge">Of a merge: what else there is to see.</param>
    /// <param name="targets">Of a conversion: what the record becomes.</param>
    public static ReadOnlyMemory<byte> OfBatch(WriteBatch batch, HookDocument hook, HookEvent @event, IReadOnlyList<RecordWrite> records, MergedRecords? merge = null,
        IReadOnlyList<ConvertedRecord>? targets = null) =>
        OfRecords(batch.Caller, batch.Caller, batch.Layout, hook, @event, new DateTimeOffset(batch.Now), records, merge, targets);

    /// <summary>The input of a hook of records, as UTF-8 JSON.</summary>
    /// <param name="user">Who writes them.</param>
    /// <param name="reader">As far as whose rights go the hook sees them.</param>
    /// <param name="layout">Their object.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="event">The event.</param>
    /// <param name="now">The instant that it takes for the present.</param>
    /// <param name="records">Records of the event.</param>
    /// <param name="merge">Of a merge: what else there is to see.</param>
    /// <param name="targets">Of a conversion: what the record becomes.</param>
    public static ReadOnlyMemory<byte> OfRecords(
        RecordCaller user, RecordCaller reader, RecordLayout layout, HookDocument hook, HookEvent @event, DateTimeOffset now, IReadOnlyList<RecordWrite> records,
        MergedRecords? merge = null, IReadOnlyList<ConvertedRecord>? targets = null) =>
        Of(hook, HookKinds.NameOf(@event), user, now, writer =>
        {
            writer.WriteString("object", layout.Object.Name);
            WriteRecords(writer, reader, layout, hook, records);
            if (merge is not null) WriteMerge(writer, reader, layout, hook, merge);
            if (targets is not null) WriteTargets(writer, reader, hook, targets);
        });

    /// <summary>The input of a script, as UTF-8 JSON.</summary>
    /// <param name="script">The document with the script.</param>
    /// <param name="event">What sets it off.</param>
    /// <param name="caller">For whom.</param>
    /// <param name="now">The instant that it takes for the present.</param>
    /// <param name="more">Writes what the event brings along.</param>
    public static ReadOnlyMemory<byte> Of(ScriptDocument script, string @event, RecordCaller caller, DateTimeOffset now, Action<Utf8JsonWriter> more)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            writer.WriteString("event", @event);
            writer.WriteNumber("now", now.ToUnixTimeMilliseconds());
            WriteCaller(writer, caller);
            writer.WriteStartObject("texts");
            foreach (HookMessage message in script.Messages) writer.WriteString(message.Name, message.Text.In(caller.Language));
            writer.WriteEndObject();
            more(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes what a run that no write waits for gets besides: its key, and marks of secrets.</summary>
    public static void WriteAlone(Utf8JsonWriter writer, string key, ScriptSecrets secrets)
    {
        writer.WriteBoolean("alone", true);
        writer.WriteString("key", key);
        writer.WriteStartObject("secrets");
        foreach (string name in secrets.Names) writer.WriteString(name, secrets.MarkOf(name));
        writer.WriteEndObject();
    }

    // Records as far as the hook may see them, and which of their fields hold lists and objects: no others have to be looked through.
    private static void WriteRecords(Utf8JsonWriter writer, RecordCaller caller, RecordLayout layout, HookDocument hook, IReadOnlyList<RecordWrite> records)
    {
        (FieldSlot[] fields, JsonEncodedText[] names) = Visible(caller, layout, hook);
        writer.WriteStartArray("nested");
        for (int i = 0; i < fields.Length; i++)
        {
            if (HookValues.IsNested(fields[i])) writer.WriteStringValue(names[i]);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("records");
        foreach (RecordWrite record in records) WriteRecord(writer, fields, names, record);
        writer.WriteEndArray();
    }

    /// <summary>Records of a batch, each by itself, as far as the hook may see them; a value is good until the next is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Records(WriteBatch batch, HookDocument hook, IEnumerable<RecordWrite> records)
    {
        (FieldSlot[] fields, JsonEncodedText[] names) = Visible(batch.Caller, batch.Layout, hook);
        ArrayBufferWriter<byte> buffer = new(4096);
        foreach (RecordWrite record in records)
        {
            buffer.ResetWrittenCount();
            using (Utf8JsonWriter writer = new(buffer, Form)) WriteRecord(writer, fields, names, record);
            yield return buffer.WrittenMemory;
        }
    }

    // As the user: what the user may not see is not there.
    private static (FieldSlot[] Fields, JsonEncodedText[] Names) Visible(RecordCaller caller, RecordLayout layout, HookDocument hook)
    {
        FieldSlot[] fields = [.. layout.Fields.Where(f => HookValues.IsVisible(f) && (hook.RunAs == HookIdentity.System || caller.Own.For(layout.Object.Name).CanReadField(f.Field.Name)))];
        return (fields, [.. fields.Select(f => JsonEncodedText.Encode(f.Field.Name))]);
    }

    private static void WriteRecord(Utf8JsonWriter writer, FieldSlot[] fields, JsonEncodedText[] names, RecordWrite record)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WritePropertyName("old");
        if (record.Old is { } old) WriteValues(writer, fields, names, old, null);
        else writer.WriteNullValue();
        writer.WritePropertyName("values");
        WriteValues(writer, fields, names, record.Values, record.Old);
        writer.WriteEndObject();
    }

    private static void WriteMerge(Utf8JsonWriter writer, RecordCaller caller, RecordLayout layout, HookDocument hook, MergedRecords merge)
    {
        (FieldSlot[] fields, JsonEncodedText[] names) = Visible(caller, layout, hook);
        writer.WriteStartArray("merged");
        foreach (RecordWrite record in merge.Merged)
        {
            writer.WriteStartObject();
            writer.WriteString("id", record.Id);
            writer.WritePropertyName("values");
            WriteValues(writer, fields, names, record.Old!, null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("moved");
        foreach ((string name, int count) in merge.Moved) writer.WriteNumber(name, count);
        writer.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter writer, RecordCaller caller, HookDocument hook, IReadOnlyList<ConvertedRecord> targets)
    {
        writer.WriteStartArray("targets");
        foreach (ConvertedRecord target in targets)
        {
            writer.WriteStartObject();
            writer.WriteString("alias", target.Alias);
            writer.WriteString("object", target.Object);
            writer.WriteString("action", target.Action);
            writer.WritePropertyName("record");
            if (target.Record is { } record)
            {
                (FieldSlot[] fields, JsonEncodedText[] names) = Visible(caller, record.Layout, hook);
                WriteRecord(writer, fields, names, record);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCaller(Utf8JsonWriter writer, RecordCaller caller)
    {
        writer.WriteStartObject("user");
        writer.WriteString("id", caller.UserId);
        writer.WriteString("language", caller.Language);
        writer.WriteString("timeZone", caller.TimeZone);
        writer.WriteStartArray("roles");
        foreach (string role in caller.Roles) writer.WriteStringValue(role);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("tenant");
        writer.WriteString("id", caller.TenantId);
        writer.WriteEndObject();
    }

    /// <summary>Values of the fields; those alone that differ when there is something to differ from.</summary>
    private static void WriteValues(Utf8JsonWriter writer, FieldSlot[] fields, JsonEncodedText[] names, object?[] values, object?[]? old)
    {
        writer.WriteStartObject();
        for (int i = 0; i < fields.Length; i++)
        {
            object? value = values[fields[i].Ordinal];
            if (old is null ? value is null : Equals(old[fields[i].Ordinal], value)) continue;
            writer.WritePropertyName(names[i]);
            HookValues.Write(writer, fields[i], value);
        }

        writer.WriteEndObject();
    }
}
