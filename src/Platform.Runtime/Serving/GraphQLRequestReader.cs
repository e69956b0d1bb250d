using System.Buffers;
using Microsoft.Net.Http.Headers;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;

namespace Platform.Runtime.Serving;

/// <summary>
/// Reads GraphQL requests from HTTP. What is no well-formed request is answered with 400 in either media type, as GraphQL over HTTP asks; what
/// cannot be spoken at all with 405, 413, 414 or 415.
/// </summary>
/// <param name="maxBodyBytes">Longest body, in bytes.</param>
/// <param name="maxAddressLength">Longest query string of a GET, in characters.</param>
internal sealed class GraphQLRequestReader(int maxBodyBytes, int maxAddressLength)
{
    private static readonly string[] Parameters = ["query", "operationName", "variables", "extensions", "documentId"];

    /// <summary>The request; null when it was refused.</summary>
    public async Task<GraphQLRequest?> ReadAsync(HttpContext context, HttpExchange exchange)
    {
        HttpRequest request = context.Request;
        ParseResult<GraphQLRequest> parsed;
        if (HttpMethods.IsGet(request.Method))
        {
            if (request.QueryString.Value?.Length > maxAddressLength)
            {
                context.Response.StatusCode = StatusCodes.Status414UriTooLong;
                return null;
            }

            IQueryCollection query = request.Query;
            if (Parameters.FirstOrDefault(name => query[name].Count > 1) is { } repeated)
            {
                GraphQLError twice = new($"The parameter \"{repeated}\" is given more than once.") { Reason = ServingReasons.ParameterRepeated };
                await exchange.RefuseAsync(StatusCodes.Status400BadRequest, [twice]);
                return null;
            }

            parsed = GraphQLRequest.FromParameters(query["query"], query["operationName"], query["variables"], query["extensions"], query["documentId"]);
        }
        else if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = "GET, POST";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return null;
        }
        else if (!IsJson(request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        else
        {
            if (await ReadBodyAsync(request, context.RequestAborted) is not { } body)
            {
                GraphQLError large = new($"The body is larger than {maxBodyBytes} bytes.")
                {
                    Code = GraphQLErrorCode.LimitExceeded,
                    Reason = ServingReasons.BodyTooLarge,
                };
                await exchange.RefuseAsync(StatusCodes.Status413PayloadTooLarge, [large]);
                return null;
            }

            parsed = GraphQLRequest.Parse(body);
        }

        if (parsed.Success) return parsed.Value;
        await exchange.RefuseAsync(StatusCodes.Status400BadRequest, [parsed.Error]);
        return null;
    }

    private async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBodyBytes) return null;
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > maxBodyBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>JSON in UTF-8: a type that no form of another site can send without being asked.</summary>
    private static bool IsJson(HttpRequest request) =>
        request.ContentType == ResponseMediaType.Json || HasMediaTypeOfJson(request);

    private static bool HasMediaTypeOfJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(ResponseMediaType.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
