using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Cells that hold the JSON form of a value.</summary>
internal static class JsonCells
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value's JSON form as text.</summary>
    public static string Write(ValueCodec codec, object value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Readable)) codec.WriteJson(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The value of a JSON text.</summary>
    public static ValueResult Read(ValueCodec codec, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonCodec.MaxDepth });
            return codec.ReadInput(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return ValueResult.Refused(ValueCodes.InvalidJson);
        }
    }
}
