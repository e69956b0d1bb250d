using System.Buffers;
using Microsoft.Net.Http.Headers;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>
/// GraphQL over HTTP for the records of the caller's tenant. Requests that are no GraphQL requests get 400 (or 405, 406, 413, 414, 415); errors of a
/// document or its variables get 400 under <c>application/graphql-response+json</c> and 200 under <c>application/json</c>, whose older clients
/// read a body only then.
/// </summary>
internal sealed partial class GraphQLEndpoint(RecordsService records, ICallerSource callers, ReadingOptions options, ILogger<GraphQLEndpoint> logger)
{
    private const string PlainJson = "application/json";
    private const string ResponseJson = "application/graphql-response+json";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Negotiate(context.Request) is not { } mediaType)
        {
            context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        HttpExchange exchange = new(context, mediaType);
        if (context.GetRequestIdentity() is not { } identity)
        {
            GraphQLError unknown = new("Sign in first.") { Code = GraphQLErrorCode.Unauthenticated, Reason = ReadingReasons.Unauthenticated };
            await exchange.RefuseAsync(StatusCodes.Status401Unauthorized, [unknown]);
            return;
        }

        if (await ReadAsync(context, exchange) is not { } request) return;
        try
        {
            await AnswerAsync(context, exchange, request, identity);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !context.Response.HasStarted && DatabaseFailure.Classify(failure) is null)
        {
            // Anything else than the database's absence is a defect: its detail goes to the log alone.
            string trace = ProblemResponse.TraceId(context);
            LogFault(logger, failure, trace);
            GraphQLError defect = new("Something went wrong on the server.") { Code = GraphQLErrorCode.Internal, Extensions = [new("traceId", trace)] };
            await exchange.RefuseAsync(StatusCodes.Status500InternalServerError, [defect]);
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpExchange exchange, GraphQLRequest request, RequestIdentity identity)
    {
        RecordCaller caller = await callers.FindAsync(identity, context.RequestAborted);
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        IReadOnlyList<GraphQLError>? errors = await records.ExecuteAsync(
            request, caller, c => callers.FindMovedAsync(identity, c, context.RequestAborted), isPost, exchange.Begin, context.RequestAborted);
        if (errors is null) return;
        if (errors is [{ Reason: ReadingReasons.MutationByGet }])
        {
            context.Response.Headers.Allow = "POST";
            await exchange.RefuseAsync(StatusCodes.Status405MethodNotAllowed, errors);
            return;
        }

        await exchange.RefuseAsync(exchange.MediaType == ResponseJson ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK, errors);
    }

    private async Task<GraphQLRequest?> ReadAsync(HttpContext context, HttpExchange exchange)
    {
        HttpRequest request = context.Request;
        ParseResult<GraphQLRequest> parsed;
        if (HttpMethods.IsGet(request.Method))
        {
            if (request.QueryString.Value?.Length > options.MaxAddressLength)
            {
                context.Response.StatusCode = StatusCodes.Status414UriTooLong;
                return null;
            }

            IQueryCollection query = request.Query;
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
                GraphQLError large = new($"The body is larger than {options.MaxBodyBytes} bytes.")
                {
                    Code = GraphQLErrorCode.LimitExceeded,
                    Reason = ReadingReasons.BodyTooLarge,
                };
                await exchange.RefuseAsync(StatusCodes.Status413PayloadTooLarge, [large]);
                return null;
            }

            parsed = GraphQLRequest.Parse(body);
        }

        if (parsed is { Success: true, Value.Query: not null }) return parsed.Value;
        GraphQLError error = parsed.Error ?? new GraphQLError("There are no registered documents.") { Reason = ReadingReasons.DocumentUnknown };
        await exchange.RefuseAsync(StatusCodes.Status400BadRequest, [error]);
        return null;
    }

    private async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > options.MaxBodyBytes) return null;
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > options.MaxBodyBytes) return null;
            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(PlainJson, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The media type of the response; null when the client takes neither.</summary>
    private static string? Negotiate(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0) return PlainJson;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted)) return PlainJson;
        foreach (MediaTypeHeaderValue range in accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1))
        {
            if (range.MediaType.Equals(ResponseJson, StringComparison.OrdinalIgnoreCase)) return ResponseJson;
            bool plain = range.MediaType.Equals(PlainJson, StringComparison.OrdinalIgnoreCase)
                || range.MatchesAllTypes || range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase);
            if (plain) return PlainJson;
        }

        return null;
    }

    [LoggerMessage(LogLevel.Error, "A GraphQL request failed (trace {TraceId})")]
    private static partial void LogFault(ILogger logger, Exception failure, string traceId);
}
