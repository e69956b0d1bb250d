using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;

namespace Platform.Runtime.Reading;

/// <summary>What stands before the data of a query's response: its cost, when it is to be told, and errors of fields that the host carried out.</summary>
internal static class ResponseOpening
{
    /// <summary>The beginning of a response up to its next member, in place of its opening brace: <c>{"extensions":{…},</c>; null when nothing stands there.</summary>
    public static byte[]? Of(RequestCost? told, IReadOnlyList<GraphQLError> errors)
    {
        if (told is null && errors.Count == 0) return null;
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, ResponseWriter.Options))
        {
            json.WriteStartObject();
            told?.Write(json);
            ResponseWriter.WriteErrors(json, errors);
            json.WriteEndObject();
        }

        byte[] opening = stream.ToArray();
        opening[^1] = (byte)',';
        return opening;
    }
}
