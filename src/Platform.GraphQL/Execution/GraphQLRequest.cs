using System.Text.Json;
using Platform.GraphQL.Language;

namespace Platform.GraphQL.Execution;

/// <summary>
/// A request as GraphQL over HTTP carries it: a document, or what stands for one, with its variables. Reading it tells what is
/// malformed by a reason each (docs/errors.md); whether the document is known by its hash is the host's matter.
/// </summary>
public sealed record GraphQLRequest
{
    private static readonly string[] Documents = ["query", "documentId", "persistedQuery in extensions"];

    /// <summary>The document; null when the request names one by <see cref="DocumentId"/> or in <see cref="Extensions"/>.</summary>
    public string? Query { get; init; }

    /// <summary>The operation of the document to execute; null when it has only one.</summary>
    public string? OperationName { get; init; }

    /// <summary>The name of a registered document (<c>documentId</c>), or null.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The variables as a JSON object; undefined when there are none.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>The extensions as a JSON object; undefined when there are none.</summary>
    public JsonElement Extensions { get; init; }

    /// <summary>Reads the body of a POST.</summary>
    public static ParseResult<GraphQLRequest> Parse(ReadOnlyMemory<byte> utf8Json, RequestLimits? limits = null)
    {
        ParseResult<object> body = ReadJson("The body of the request", utf8Json, limits ?? RequestLimits.Default);
        return body.Success ? Read((JsonElement)body.Value) : new(null, body.Error);
    }

    /// <summary>Reads the parameters of a GET; variables and extensions are JSON in text.</summary>
    public static ParseResult<GraphQLRequest> FromParameters(
        string? query,
        string? operationName = null,
        string? variables = null,
        string? extensions = null,
        string? documentId = null,
        RequestLimits? limits = null)
    {
        limits ??= RequestLimits.Default;
        JsonElement variablesJson = default, extensionsJson = default;
        foreach ((string name, string? text) in new[] { ("variables", variables), ("extensions", extensions) })
        {
            if (string.IsNullOrEmpty(text))
                continue;
            ParseResult<object> json = ReadJson($"The parameter \"{name}\"", System.Text.Encoding.UTF8.GetBytes(text), limits);
            if (!json.Success)
                return new(null, json.Error);
            JsonElement value = (JsonElement)json.Value;
            if (name == "variables")
                variablesJson = value;
            else
                extensionsJson = value;
        }
        return Check(query, operationName, documentId, variablesJson, extensionsJson);
    }

    private static ParseResult<object> ReadJson(string what, ReadOnlyMemory<byte> json, RequestLimits limits)
    {
        JsonDocumentOptions options = new()
        {
            MaxDepth = Math.Clamp(limits.MaxJsonDepth, 1, ParserLimits.DeepestNesting),
            AllowDuplicateProperties = false,
        };
        try
        {
            return new(JsonElement.Parse(json.Span, options), null);
        }
        catch (JsonException error)
        {
            string at = error.LineNumber is { } line ? $" (line {line + 1}, byte {error.BytePositionInLine + 1})" : "";
            return new(null, Malformed("REQUEST_NOT_JSON", $"{what} is not valid JSON{at}."));
        }
    }

    private static ParseResult<GraphQLRequest> Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
            return Wrong("REQUEST_BATCHED", "The body of the request is a list: requests cannot be batched.");
        if (body.ValueKind != JsonValueKind.Object)
            return Wrong("REQUEST_NOT_OBJECT", "The body of the request is not a JSON object.");
        string?[] texts = new string?[3];
        string[] names = ["query", "operationName", "documentId"];
        for (int i = 0; i < names.Length; i++)
        {
            if (!body.TryGetProperty(names[i], out JsonElement value) || value.ValueKind == JsonValueKind.Null)
                continue;
            texts[i] = JsonText.Read(value);
            if (texts[i] is null)
                return Wrong("REQUEST_NOT_TEXT", $"\"{names[i]}\" is not a string of Unicode characters.");
        }
        body.TryGetProperty("variables", out JsonElement variables);
        body.TryGetProperty("extensions", out JsonElement extensions);
        return Check(texts[0], texts[1], texts[2], variables, extensions);
    }

    private static ParseResult<GraphQLRequest> Check(
        string? query,
        string? operationName,
        string? documentId,
        JsonElement variables,
        JsonElement extensions)
    {
        if (variables.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
            return Wrong("VARIABLES_NOT_OBJECT", "\"variables\" is not a JSON object.");
        if (extensions.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
            return Wrong("EXTENSIONS_NOT_OBJECT", "\"extensions\" is not a JSON object.");
        bool persisted = extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("persistedQuery", out _);
        if (string.IsNullOrEmpty(query) && documentId is null && !persisted)
            return Wrong("QUERY_MISSING", $"The request has no document: it needs one of {string.Join(", ", Documents)}.");
        return new(
            new GraphQLRequest
            {
                Query = string.IsNullOrEmpty(query) ? null : query,
                OperationName = string.IsNullOrEmpty(operationName) ? null : operationName,
                DocumentId = documentId,
                Variables = variables.ValueKind == JsonValueKind.Null ? default : variables,
                Extensions = extensions.ValueKind == JsonValueKind.Null ? default : extensions,
            },
            null);
    }

    private static ParseResult<GraphQLRequest> Wrong(string reason, string message) => new(null, Malformed(reason, message));

    private static GraphQLError Malformed(string reason, string message) => new(message) { Reason = reason };
}
