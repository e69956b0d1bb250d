using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Identity;
using Platform.Runtime.Operations;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// <c>/graphql/stream</c>: GraphQL over server-sent events by the protocol graphql-sse, in its mode of distinct connections. Whatever is wrong with a
/// well-formed request is told in the stream; queries and mutations are answered with one event.
/// </summary>
internal sealed class StreamEndpoint(StreamServices services, DocumentResolver documents, ReadingOptions reading)
{
    private readonly GraphQLRequestReader _reader = new(reading.MaxBodyBytes, reading.MaxAddressLength);

    /// <summary>Serves a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!ResponseMediaType.Takes(context.Request, ResponseMediaType.EventStream))
        {
            context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        HttpExchange exchange = new(context, ResponseMediaType.Json);
        if (context.GetRequestIdentity() is not { } identity || IdentityMiddleware.Credential(context.Request) is not { } credential)
        {
            await exchange.RefuseUnauthenticatedAsync();
            return;
        }

        if (await _reader.ReadAsync(context, exchange) is not { } sent) return;
        (GraphQLRequest? request, GraphQLError? unknown) = await documents.ResolveAsync(sent, identity, context.RequestAborted);
        if (request is null)
        {
            await RefuseAsync(context, [unknown!]);
            return;
        }

        RecordCaller caller = await services.Callers.FindAsync(identity, context.RequestAborted);
        if (!services.Records.IsSubscription(request, caller))
        {
            await AnswerAsync(context, exchange, request, caller, identity);
            return;
        }

        (PlannedSubscription? planned, IReadOnlyList<GraphQLError> errors) = services.Records.PlanSubscription(request, caller);
        if (planned is null)
        {
            await RefuseAsync(context, errors);
            return;
        }

        int most = caller.Permissions.Api.MaxSubscriptions ?? services.Options.MaxStreamsPerUser;
        using IDisposable? place = services.Places.TryTake(caller.TenantId, caller.UserId, most);
        (EventPosition? resumeFrom, errors) = place is null ? (null, [NoPlace(caller, most)]) : await ResumeAsync(context);
        if (errors.Count > 0)
        {
            await RefuseAsync(context, errors);
            return;
        }

        WatchedChanges changes = new(planned, services.ChangedRecords);
        await new EventStream(services, request, credential, changes, caller.UserId).ServeAsync(context, resumeFrom);
    }

    private async Task AnswerAsync(HttpContext context, HttpExchange exchange, GraphQLRequest request, RecordCaller caller, RequestIdentity identity)
    {
        using MemoryStream body = new();
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        IReadOnlyList<GraphQLError>? errors = await services.Records.ExecuteAsync(
            request, caller, c => services.Callers.FindMovedAsync(identity, c, context.RequestAborted), isPost, _ => body, context.RequestAborted);
        if (errors is [{ Reason: ServingReasons.MutationByGet }])
        {
            context.Response.Headers.Allow = "POST";
            await exchange.RefuseAsync(StatusCodes.Status405MethodNotAllowed, errors);
            return;
        }

        EventStreamWriter writer = EventStreamWriter.Begin(context, services.Options, services.Time);
        if (errors is not null) writer.Next(errors);
        else writer.Next(body.GetBuffer().AsSpan(0, (int)body.Length));
        writer.Complete();
        await writer.FlushAsync(context.RequestAborted);
    }

    private async Task RefuseAsync(HttpContext context, IReadOnlyList<GraphQLError> errors)
    {
        EventStreamWriter writer = EventStreamWriter.Begin(context, services.Options, services.Time);
        writer.Next(errors);
        writer.Complete();
        await writer.FlushAsync(context.RequestAborted);
    }

    /// <summary>What the client names as its last event, if anything.</summary>
    private async Task<(EventPosition? From, IReadOnlyList<GraphQLError> Errors)> ResumeAsync(HttpContext context)
    {
        string given = context.Request.Headers["Last-Event-ID"].ToString();
        if (given.Length == 0) return (null, []);
        if (EventPosition.Read(given) is not var (position, at) || !await services.Store.IsPastAsync(position, context.RequestAborted))
        {
            return (null, [new GraphQLError("`Last-Event-ID` is no id of an event of this stream. Subscribe without it, and read anew what may have changed.")
            {
                Reason = SubscriptionReasons.EventIdInvalid,
            }]);
        }

        if (at >= services.Time.GetUtcNow() - services.Options.Retention) return (position, []);
        return (null, [new GraphQLError("Events are not kept for that long. Subscribe without `Last-Event-ID`, and read anew what may have changed.")
        {
            Code = GraphQLErrorCode.NotFound,
            Reason = SubscriptionReasons.EventIdTooOld,
        }]);
    }

    private GraphQLError NoPlace(RecordCaller caller, int most)
    {
        int own = services.Places.TakenBy(caller.TenantId, caller.UserId);
        return new GraphQLError(own >= most ? $"You have {own} streams open, and may have {most}; end one first." : "Too many streams are open; try again later.")
        {
            Code = GraphQLErrorCode.LimitExceeded,
            Reason = SubscriptionReasons.TooManyStreams,
        };
    }
}
