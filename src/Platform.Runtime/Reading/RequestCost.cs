using System.Globalization;
using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;

namespace Platform.Runtime.Reading;

/// <summary>What a request costs, from its plan and the values of its arguments, before anything is read or written.</summary>
/// <param name="Cost">Values that it may read.</param>
/// <param name="Limit">Most that the caller may ask for.</param>
internal sealed record RequestCost(double Cost, double Limit)
{
    /// <summary>The request is refused.</summary>
    public bool IsExceeded => Cost > Limit;

    /// <summary>Whether the client asks to be told: <c>"extensions": {"cost": true}</c>.</summary>
    public static bool IsWanted(GraphQLRequest request) =>
        request.Extensions.ValueKind == JsonValueKind.Object && request.Extensions.TryGetProperty("cost", out JsonElement wanted)
        && wanted.ValueKind == JsonValueKind.True;

    /// <summary>Why the request is refused.</summary>
    public GraphQLError Refusal() =>
        new(string.Create(CultureInfo.InvariantCulture, $"The request may read {Cost:0} values; the limit is {Limit:0}. Ask for smaller pages or fewer fields."))
        {
            Code = GraphQLErrorCode.LimitExceeded,
            Reason = ReadingReasons.TooCostly,
            Extensions = [new("cost", Cost), new("limit", Limit)],
        };

    /// <summary>Writes the member <c>extensions</c> of the response.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("extensions");
        json.WriteNumber("cost", Cost);
        json.WriteNumber("limit", Limit);
        json.WriteEndObject();
    }
}
