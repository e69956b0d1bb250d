using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Hooks;

/// <summary>What a hook gets: the records of the batch, who writes, when, and its texts in the user's language.</summary>
internal static class HookInput
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The input of a run, as UTF-8 JSON.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="event">The event.</param>
    /// <param name="records">Records of the event.</param>
    public static ReadOnlyMemory<byte> Write(WriteBatch batch, HookDocument hook, HookEvent @event, IReadOnlyList<RecordWrite> records)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            writer.WriteString("event", JsonNamingPolicy.CamelCase.ConvertName(@event.ToString()));
            writer.WriteString("object", batch.Layout.Object.Name);
            writer.WriteNumber("now", new DateTimeOffset(batch.Now).ToUnixTimeMilliseconds());
            WriteCaller(writer, batch);
            WriteTexts(writer, hook, batch.Caller.Language);
            WriteRecords(writer, batch, hook, records);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteCaller(Utf8JsonWriter writer, WriteBatch batch)
    {
        writer.WriteStartObject("user");
        writer.WriteString("id", batch.Caller.UserId);
        writer.WriteString("language", batch.Caller.Language);
        writer.WriteString("timeZone", batch.Caller.TimeZone);
        writer.WriteStartArray("roles");
        foreach (string role in batch.Caller.Roles) writer.WriteStringValue(role);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("tenant");
        writer.WriteString("id", batch.Caller.TenantId);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, HookDocument hook, string language)
    {
        writer.WriteStartObject("texts");
        foreach (HookMessage message in hook.Messages) writer.WriteString(message.Name, message.Text.In(language));
        writer.WriteEndObject();
    }

    private static void WriteRecords(Utf8JsonWriter writer, WriteBatch batch, HookDocument hook, IReadOnlyList<RecordWrite> records)
    {
        // As the user: what the user may not see is not there.
        FieldSlot[] fields = [.. batch.Layout.Fields.Where(f => HookValues.IsVisible(f) && (hook.RunAs == HookIdentity.System || batch.Caller.Own.For(batch.Layout.Object.Name).CanReadField(f.Field.Name)))];
        JsonEncodedText[] names = [.. fields.Select(f => JsonEncodedText.Encode(f.Field.Name))];
        writer.WriteStartArray("records");
        foreach (RecordWrite record in records)
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

        writer.WriteEndArray();
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
