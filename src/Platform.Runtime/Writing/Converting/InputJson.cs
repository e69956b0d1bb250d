using System.Text.Json;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Converting;

/// <summary>Canonical values in the form that inputs of the API have.</summary>
internal static class InputJson
{
    /// <summary>A value, not null.</summary>
    public static JsonElement Of(FieldSlot slot, object value)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) slot.Codec.WriteJson(writer, value);
        using JsonDocument document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return document.RootElement.Clone();
    }
}
