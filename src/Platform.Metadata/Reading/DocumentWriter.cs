using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Reading;

/// <summary>
/// Writes documents as canonical JSON: <c>kind</c> first, keys in the order of the records, values that equal their default left out, texts in one
/// language as strings. Reading what was written gives an equal document.
/// </summary>
public static class DocumentWriter
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Compact = Indented with { Indented = false };

    /// <summary>The document over several lines, for files; a line feed ends it.</summary>
    public static string Write(Document document) => Encoding.UTF8.GetString(Write(document, Indented)) + "\n";

    /// <summary>The document without white space, for storing.</summary>
    public static string WriteCompact(Document document) => Encoding.UTF8.GetString(Write(document, Compact));

    private static ReadOnlySpan<byte> Write(Document document, JsonWriterOptions options)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", document.Kind);
            Members(writer, document, RecordShape.Of(document.GetType()));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void Members(Utf8JsonWriter writer, object record, RecordShape shape)
    {
        foreach (RecordShape.Slot slot in shape.Slots)
        {
            if (slot.Member is { } member) Member(writer, record, member, shape);
            else Flat(writer, slot.Flat!.Property.GetValue(record)!, slot.Flat);
        }
    }

    private static void Flat(Utf8JsonWriter writer, object value, FlatShape flat)
    {
        (string name, RecordShape shape) = flat.CaseOf(value);
        if (flat.Discriminator is not null) writer.WriteString(flat.Discriminator, name);
        Members(writer, value, shape);
    }

    private static void Member(Utf8JsonWriter writer, object record, MemberShape member, RecordShape shape)
    {
        object? value = member.Property.GetValue(record);
        if (value is null || (!member.Required && value.Equals(member.Default))) return;
        bool derivedId = member.Key == "id" && value.Equals(shape.Members.FirstOrDefault(m => m.Key == "name")?.Property.GetValue(record));
        if (derivedId) return;
        writer.WritePropertyName(member.Key);
        Value(writer, value, member.Value);
    }

    private static void Value(Utf8JsonWriter writer, object value, ValueShape shape)
    {
        switch (shape)
        {
            case ValueShape.Text:
                writer.WriteStringValue((string)value);
                break;
            case ValueShape.Localized:
                Localized(writer, (LocalizedText)value);
                break;
            case ValueShape.Flag:
                writer.WriteBooleanValue((bool)value);
                break;
            case ValueShape.Whole:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ValueShape.Number:
                writer.WriteNumberValue((decimal)value);
                break;
            case ValueShape.Choice choice:
                writer.WriteStringValue(choice.NameOf(value));
                break;
            case ValueShape.Any:
                writer.WriteRawValue(((JsonText)value).Text);
                break;
            case ValueShape.List list:
                writer.WriteStartArray();
                foreach (object item in list.Factory.Items(value)) Value(writer, item, list.Item);
                writer.WriteEndArray();
                break;
            case ValueShape.Object record:
                writer.WriteStartObject();
                Members(writer, value, record.Record);
                writer.WriteEndObject();
                break;
            case ValueShape.Sort:
                SortKey key = (SortKey)value;
                writer.WriteStringValue(key.Descending ? "-" + key.Field : key.Field);
                break;
            case ValueShape.Map map:
                writer.WriteStartObject();
                foreach ((string name, object item) in map.Factory.Items(value).Cast<object>().Select(map.Of))
                {
                    writer.WritePropertyName(name);
                    Value(writer, item, map.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Localized(Utf8JsonWriter writer, LocalizedText text)
    {
        if (text.Texts is [{ Language: LocalizedText.DefaultLanguage } only])
        {
            writer.WriteStringValue(only.Text);
            return;
        }

        writer.WriteStartObject();
        foreach (LocalizedEntry entry in text.Texts) writer.WriteString(entry.Language, entry.Text);
        writer.WriteEndObject();
    }
}
