using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Identity;
using Platform.Runtime.Operations;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Reading;

/// <summary>
/// GraphQL over HTTP for the records of the caller's tenant. Requests that are no GraphQL requests get 400 (or 405, 406, 413, 414, 415); errors of a
/// document or its variables get 400 under <c>application/graphql-response+json</c> and 200 under <c>application/json</c>, whose older clients
/// read a body only then.
/// </summary>
internal sealed partial class GraphQLEndpoint(
    RecordsService records, ICallerSource callers, DocumentResolver documents, ReadingOptions options, ILogger<GraphQLEndpoint> logger)
{
    private readonly GraphQLRequestReader _reader = new(options.MaxBodyBytes, options.MaxAddressLength);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (HttpExchange.Open(context) is not { } exchange) return;
        if (context.GetRequestIdentity() is not { } identity)
        {
            await exchange.RefuseUnauthenticatedAsync();
            return;
        }

        if (await _reader.ReadAsync(context, exchange) is not { } request) return;
        try
        {
            await AnswerAsync(context, exchange, request, identity);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or TenantNotReadyException) && !context.Response.HasStarted && DatabaseFailure.Classify(failure) is null)
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
        (GraphQLRequest? found, GraphQLError? unknown) = await documents.ResolveAsync(request, identity, context.RequestAborted);
        if (found is null)
        {
            await exchange.RefuseAsync([unknown!]);
            return;
        }

        string language = RequestLanguage.Of(context, identity);
        if (language != identity.Locale) identity = identity with { Locale = language };
        RecordCaller caller = await callers.FindAsync(identity, context.RequestAborted);
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        IReadOnlyList<GraphQLError>? errors = await records.ExecuteAsync(
            found, caller, c => callers.FindMovedAsync(identity, c, context.RequestAborted), isPost, exchange.Begin, context.RequestAborted);
        if (errors is null)
        {
            documents.Keep(found, identity);
            return;
        }

        if (errors is [{ Reason: ServingReasons.MutationByGet }])
        {
            context.Response.Headers.Allow = "POST";
            await exchange.RefuseAsync(StatusCodes.Status405MethodNotAllowed, errors);
            return;
        }

        await exchange.RefuseAsync(errors);
    }

    [LoggerMessage(LogLevel.Error, "A GraphQL request failed (trace {TraceId})")]
    private static partial void LogFault(ILogger logger, Exception failure, string traceId);
}
