using Microsoft.Net.Http.Headers;

namespace Platform.Runtime.Serving;

/// <summary>The media types of GraphQL responses, and the choice between them.</summary>
internal static class ResponseMediaType
{
    /// <summary>The older type: a client may read a body only under status 200.</summary>
    public const string Json = "application/json";

    /// <summary>The type of GraphQL over HTTP, under which the status tells how the request went.</summary>
    public const string GraphQLResponse = "application/graphql-response+json";

    /// <summary><see cref="Json"/> with its encoding.</summary>
    public const string JsonUtf8 = Json + "; charset=utf-8";

    /// <summary><see cref="GraphQLResponse"/> with its encoding.</summary>
    public const string GraphQLResponseUtf8 = GraphQLResponse + "; charset=utf-8";

    /// <summary>The type of streams of server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    /// <summary>
    /// The type that a client likes best by quality; of equals the one that it names more exactly, then
    /// <c>application/graphql-response+json</c>. Types that are none of ours do not count. Null when it takes neither.
    /// </summary>
    public static string? Negotiate(HttpRequest request)
    {
        if (Accepted(request) is not { } accepted) return Json;
        (double json, int jsonExactness) = Preference(accepted, Json);
        (double response, int responseExactness) = Preference(accepted, GraphQLResponse);
        if (json <= 0 && response <= 0) return null;
        return (response, responseExactness).CompareTo((json, jsonExactness)) switch
        {
            > 0 => GraphQLResponse,
            0 when responseExactness == Exact => GraphQLResponse,
            _ => Json,
        };
    }

    /// <summary>Whether the client takes a type.</summary>
    public static bool Takes(HttpRequest request, string type) => Accepted(request) is not { } accepted || Preference(accepted, type).Quality > 0;

    /// <summary>Whether the client likes a type at least as well as every other that it names.</summary>
    public static bool Prefers(HttpRequest request, string type) =>
        Accepted(request) is { } accepted && Preference(accepted, type) is ( > 0, Exact) own && accepted.All(a => (a.Quality ?? 1) <= own.Quality);

    private const int Exact = 2;

    /// <summary>What the client says; null when it says nothing, or nothing that can be read.</summary>
    private static IList<MediaTypeHeaderValue>? Accepted(HttpRequest request) =>
        request.Headers.Accept.Count > 0 && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) ? accepted : null;

    /// <summary>Quality of a type by the most exact range that covers it (RFC 9110, section 12.5.1); 0 when none does.</summary>
    private static (double Quality, int Exactness) Preference(IList<MediaTypeHeaderValue> accepted, string type)
    {
        (double Quality, int Exactness) best = (0, -1);
        foreach (MediaTypeHeaderValue range in accepted)
        {
            int exactness = range.MatchesAllTypes ? 0
                : range.MatchesAllSubTypes && type.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase) ? 1
                : range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? Exact
                : -1;
            if (exactness > best.Exactness) best = (range.Quality ?? 1, exactness);
        }

        return best;
    }
}
