using System.Text.Json;

namespace Platform.Metadata.Documents;

/// <summary>A JSON value inside a document, kept as its compact canonical text so that records compare by value.</summary>
/// <param name="Text">Compact JSON, member order as written.</param>
public sealed record JsonText(string Text)
{
    /// <summary>The canonical text of a value.</summary>
    public static JsonText Of(JsonElement value) => new(JsonSerializer.Serialize(value));

    /// <summary>The value; a document of its own, safe to keep.</summary>
    public JsonElement ToElement()
    {
        using JsonDocument document = JsonDocument.Parse(Text);
        return document.RootElement.Clone();
    }
}
