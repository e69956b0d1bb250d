using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>The oracle's answers and ours in one form.</summary>
internal static class OracleJson
{
    /// <summary>A string as <c>JSON.stringify</c> writes it.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Errors, one a line: message and places.</summary>
    public static string Errors(JsonNode answer) => string.Join('\n', (answer["errors"]?.AsArray() ?? []).Select(error =>
        $"{error!["message"]} @ {string.Join(' ', error["locations"]!.AsArray().Select(at => $"{at!["line"]}:{at["column"]}"))}"));

    /// <summary>Errors, one a line: message and places.</summary>
    public static string Errors(IEnumerable<GraphQLError> errors) => string.Join('\n', errors.Select(error =>
        $"{error.Message} @ {string.Join(' ', error.Locations.Select(at => $"{at.Line}:{at.Column}"))}"));
}
