using System.Globalization;
using Platform.GraphQL;
using Platform.GraphQL.Language.Nodes;
using Platform.Runtime.Identity;
using Platform.Runtime.Reading;
using Platform.Runtime.Serving;
using Platform.Runtime.Subscriptions;

namespace Platform.Runtime.Design;

/// <summary>
/// <c>/metadata/stream</c>: the design-time API over server-sent events by the protocol graphql-sse, in its mode of distinct connections, for those who may customize. Revisions are kept for
/// good, so whoever comes back with <c>Last-Event-ID</c> misses none, however late.
/// </summary>
internal sealed class RevisionStreamEndpoint(
    DesignExecution execution, DesignResolvers resolvers, RevisionFeed feed, CredentialCache credentials, SubscriptionOptions options, ReadingOptions reading,
    TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly GraphQLRequestReader _reader = new(reading.MaxBodyBytes, reading.MaxAddressLength);

    /// <summary>Executes what is subscribed to.</summary>
    public DesignExecution Execution => execution;

    /// <summary>How often an idle stream shows that it lives.</summary>
    public TimeSpan Heartbeat => options.Heartbeat;

    /// <summary>The host is told to stop.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>The id of the event of a revision.</summary>
    public static string IdOf(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>Begins the response of a stream.</summary>
    public EventStreamWriter Begin(HttpContext context) => EventStreamWriter.Begin(context, options, time);

    /// <summary>Revisions after one, oldest first.</summary>
    public Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RevisionsAfterAsync(Guid tenantId, long number, CancellationToken cancellation) =>
        resolvers.RevisionsAfterAsync(tenantId, number, cancellation);

    /// <summary>Who a credential belongs to by now, or what its bearer is told.</summary>
    public async Task<(DesignCaller? Caller, IReadOnlyList<GraphQLError>? Refused)> RefreshAsync(string credential, CancellationToken cancellation)
    {
        if (await credentials.FindAsync(credential, cancellation) is not { } identity)
        {
            return (null, [new GraphQLError("Sign in first.") { Code = GraphQLErrorCode.Unauthenticated, Reason = ServingReasons.Unauthenticated }]);
        }

        return await execution.CallerAsync(identity, cancellation) is { } caller ? (caller, null) : (null, [DesignExecution.Forbidden]);
    }

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

        if (await _reader.ReadAsync(context, exchange) is not { } request) return;
        if (await execution.CallerAsync(identity, context.RequestAborted) is not { } caller)
        {
            await RefuseAsync(context, [DesignExecution.Forbidden]);
        }
        else if (!execution.TryPrepare(request, out DesignOperation? operation, out IReadOnlyList<GraphQLError> errors))
        {
            await RefuseAsync(context, errors);
        }
        else if (operation.Kind == OperationKind.Mutation && !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await exchange.RefuseAsync(StatusCodes.Status405MethodNotAllowed, [new GraphQLError("Mutations are sent by POST.") { Reason = ServingReasons.MutationByGet }]);
        }
        else if (operation.Kind != OperationKind.Subscription)
        {
            EventStreamWriter writer = Begin(context);
            writer.Next((await execution.ExecuteAsync(context, operation, caller, null, context.RequestAborted)).WrittenSpan);
            writer.Complete();
            await writer.FlushAsync(context.RequestAborted);
        }
        else
        {
            await SubscribeAsync(context, operation, credential, caller);
        }
    }

    private async Task SubscribeAsync(HttpContext context, DesignOperation operation, string credential, DesignCaller caller)
    {
        string given = context.Request.Headers["Last-Event-ID"].ToString();
        long last = caller.State.Revision;
        if (given.Length > 0 && (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last > caller.State.Revision))
        {
            await RefuseAsync(context, [new GraphQLError("`Last-Event-ID` is no id of an event of this stream.") { Reason = SubscriptionReasons.EventIdInvalid }]);
            return;
        }

        using RevisionStream stream = new(this, operation, credential, caller);
        feed.Add(stream);
        try
        {
            if (feed.Streams.Count(s => s.TenantId == stream.TenantId && s.UserId == stream.UserId) > options.MaxStreamsPerUser || feed.Streams.Count > options.MaxStreams)
            {
                await RefuseAsync(context, [new GraphQLError($"You may have {options.MaxStreamsPerUser} streams open; end one first.")
                {
                    Code = GraphQLErrorCode.LimitExceeded,
                    Reason = SubscriptionReasons.TooManyStreams,
                }]);
                return;
            }

            await stream.ServeAsync(context, last);
        }
        finally
        {
            feed.Remove(stream);
        }
    }

    private async Task RefuseAsync(HttpContext context, IReadOnlyList<GraphQLError> errors)
    {
        EventStreamWriter writer = Begin(context);
        writer.Next(errors);
        writer.Complete();
        await writer.FlushAsync(context.RequestAborted);
    }
}
