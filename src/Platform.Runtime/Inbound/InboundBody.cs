using System.Globalization;
using System.Text.Json;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Documents;

namespace Platform.Runtime.Inbound;

/// <summary>The inputs of a call, taken out of its body: what expressions of the endpoint see as <c>record</c>.</summary>
internal sealed class InboundBody : IExpressionRecord
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    private InboundBody()
    {
    }

    /// <inheritdoc/>
    public Guid Id => Guid.Empty;

    /// <summary>Takes the inputs out of a body.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="body">The body.</param>
    /// <param name="problem">Name and fault of the first input that is missing or of another type; null when there is none.</param>
    public static InboundBody? Read(InboundEndpointDocument endpoint, JsonElement body, out string? problem)
    {
        InboundBody read = new();
        foreach (InboundInput input in endpoint.Inputs)
        {
            JsonElement? found = Find(body, input.At);
            bool isBlank = found is null or { ValueKind: JsonValueKind.Null } || (found.Value.ValueKind == JsonValueKind.String && found.Value.GetString()!.Length == 0);
            if (isBlank)
            {
                read._values[input.Name] = null;
                if (!input.Required) continue;
                problem = $"\"{input.Name}\" at {input.At} is missing.";
                return null;
            }

            if (!TryValue(found!.Value, input.Type, out object? value))
            {
                problem = $"\"{input.Name}\" at {input.At} is not of type {JsonNamingPolicy.CamelCase.ConvertName(input.Type.ToString())}.";
                return null;
            }

            read._values[input.Name] = value;
        }

        problem = null;
        return read;
    }

    /// <summary>The value that a JSON pointer (RFC 6901) leads to; null when there is none.</summary>
    public static JsonElement? Find(JsonElement body, string pointer)
    {
        JsonElement at = body;
        foreach (string part in pointer.Split('/').Skip(1))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            switch (at.ValueKind)
            {
                case JsonValueKind.Object when at.TryGetProperty(name, out JsonElement member):
                    at = member;
                    break;
                case JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < at.GetArrayLength():
                    at = at[index];
                    break;
                default:
                    return null;
            }
        }

        return at;
    }

    /// <inheritdoc/>
    public object? Value(ExpressionMember member) => _values.GetValueOrDefault(member.Name);

    /// <inheritdoc/>
    public IExpressionRecord? Related(ExpressionMember member) => null;

    /// <inheritdoc/>
    public IReadOnlyList<IExpressionRecord> Children(ExpressionMember member) => [];

    private static bool TryValue(JsonElement json, InboundType type, out object? value)
    {
        string? text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
            _ => null,
        };
        value = null;
        if (text is null) return false;
        switch (type)
        {
            case InboundType.Text:
                value = text;
                return true;
            case InboundType.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                value = number;
                return true;
            case InboundType.Integer when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole):
                value = whole;
                return true;
            case InboundType.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                value = json.GetBoolean();
                return true;
            case InboundType.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day):
                value = day;
                return true;
            case InboundType.DateTime when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant):
                value = instant.UtcDateTime;
                return true;
            default:
                return false;
        }
    }
}
