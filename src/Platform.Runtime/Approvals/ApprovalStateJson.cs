using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Metadata.Documents;
using Platform.Runtime.Approvals.Engine;

namespace Platform.Runtime.Approvals;

/// <summary>States of requests as JSON, the field <c>progress</c>.</summary>
internal static class ApprovalStateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The JSON text.</summary>
    public static JsonText Write(ApprovalState state) => new(JsonSerializer.Serialize(state, Options));

    /// <summary>The state.</summary>
    public static ApprovalState Read(string text) => JsonSerializer.Deserialize<ApprovalState>(text, Options)!;
}
