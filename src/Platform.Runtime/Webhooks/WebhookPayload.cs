using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Webhooks;

/// <summary>What a webhook tells of a change: the record as it is then, what changed and what it was before, as far as the webhook's roles may read it.</summary>
internal sealed class WebhookPayload
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly RecordLayout _layout;
    private readonly WebhookEvent _happening;
    private readonly FieldSlot[] _fields;

    private WebhookPayload(RecordLayout layout, WebhookEvent happening, FieldSlot[] fields) => (_layout, _happening, _fields) = (layout, happening, fields);

    /// <summary>The payloads of a webhook's event; null when its roles may not read every record of the object, so that nothing is told.</summary>
    public static WebhookPayload? Of(TenantModel model, RecordLayout layout, WebhookDocument webhook, WebhookEvent happening)
    {
        IEnumerable<FieldSlot> fields = webhook.Fields.IsEmpty ? layout.Fields.Where(IsCarried) : webhook.Fields.Select(f => layout[f]).Where(IsCarried);
        if (!webhook.Roles.IsEmpty)
        {
            ObjectPermissions rights = PermissionCompiler.Compile(model, webhook.Roles).For(layout.Object.Name);
            if (!rights.CanReadAll) return null;
            fields = fields.Where(f => rights.CanReadField(f.Field.Name));
        }

        return new WebhookPayload(layout, happening, [.. fields]);
    }

    /// <summary>The type of messages about an event: <c>Opportunity.update</c>.</summary>
    public static string TypeOf(string objectName, WebhookEvent happening) => $"{objectName}.{JsonNamingPolicy.CamelCase.ConvertName(happening.ToString())}";

    /// <summary>The payload of one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="by">Who changed it.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="isSample">It tells of no change, but shows what would be told.</param>
    /// <param name="process">The process that sends it, with the stage or turn that it has come to; null for a change.</param>
    public string Write(RecordWrite record, Guid by, DateTime at, bool isSample = false, string? process = null)
    {
        bool isGone = _happening is WebhookEvent.Delete or WebhookEvent.Restore;
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            writer.WriteString("type", TypeOf(_layout.Object.Name, _happening));
            writer.WriteString("timestamp", at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            writer.WriteStartObject("data");
            writer.WriteString("object", _layout.Object.Name);
            writer.WriteString("id", record.Id);
            writer.WriteString("by", by);
            if (process is not null) writer.WriteString("process", process);
            if (isSample) writer.WriteBoolean("sample", true);
            writer.WritePropertyName("record");
            WriteValues(writer, isGone ? record.Old ?? [] : record.Values, _ => true);
            if (_happening == WebhookEvent.Update) WriteOld(writer, record);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // What has no column of its own, is secret, or is not known before the write has ended, is not carried.
    private static bool IsCarried(FieldSlot slot) => slot.Columns.Count > 0 && !slot.IsEncrypted && !slot.Field.IsComputed && slot.Field.Name != SystemFields.Id;

    private void WriteOld(Utf8JsonWriter writer, RecordWrite record)
    {
        bool IsChanged(FieldSlot slot) => record.IsChanged[slot.Ordinal] && !slot.Field.IsSystem;
        writer.WriteStartArray("changed");
        foreach (FieldSlot field in _fields.Where(IsChanged)) writer.WriteStringValue(field.Field.Name);
        writer.WriteEndArray();
        writer.WritePropertyName("old");
        WriteValues(writer, record.Old ?? [], IsChanged);
    }

    private void WriteValues(Utf8JsonWriter writer, object?[] values, Func<FieldSlot, bool> isWanted)
    {
        writer.WriteStartObject();
        foreach (FieldSlot field in _fields)
        {
            if (values.Length == 0 || !isWanted(field)) continue;
            writer.WritePropertyName(field.Field.Name);
            if (values[field.Ordinal] is { } value) field.Codec.WriteJson(writer, value);
            else writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }
}
