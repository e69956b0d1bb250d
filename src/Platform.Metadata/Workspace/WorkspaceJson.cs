using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Workspace;

/// <summary>The JSON form of a <see cref="WorkspaceDescription"/>: camel case, without members that are null or false.</summary>
public static class WorkspaceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The answer is application/json, never a part of a page, so that Chinese labels need no six-byte escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutFalse } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new JsonTextConverter() },
    };

    /// <summary>UTF-8 JSON text.</summary>
    public static byte[] Serialize(WorkspaceDescription workspace) => JsonSerializer.SerializeToUtf8Bytes(workspace, Options);

    private static void LeaveOutFalse(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(p => p.PropertyType == typeof(bool)))
        {
            property.ShouldSerialize = static (_, value) => value is true;
        }
    }

    private sealed class JsonTextConverter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonText.Of(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
    }
}
