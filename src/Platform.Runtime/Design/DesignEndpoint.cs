using Platform.GraphQL;
using Platform.GraphQL.Language.Nodes;
using Platform.Runtime.Identity;
using Platform.Runtime.Reading;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Design;

/// <summary>Answers <c>POST /metadata</c>: design-time requests of those who may customize.</summary>
internal sealed class DesignEndpoint(DesignExecution execution, ReadingOptions options)
{
    private readonly GraphQLRequestReader _reader = new(options.MaxBodyBytes, options.MaxAddressLength);

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (HttpExchange.Open(context) is not { } exchange) return;
        if (context.GetRequestIdentity() is not { } identity)
        {
            await exchange.RefuseUnauthenticatedAsync();
            return;
        }

        if (await execution.CallerAsync(identity, context.RequestAborted) is not { } caller)
        {
            await exchange.RefuseAsync(StatusCodes.Status403Forbidden, [DesignExecution.Forbidden]);
            return;
        }

        if (await _reader.ReadAsync(context, exchange) is not { } request) return;
        if (!execution.TryPrepare(request, out DesignOperation? operation, out IReadOnlyList<GraphQLError> errors))
        {
            await exchange.RefuseAsync(errors);
            return;
        }

        if (operation.Kind == OperationKind.Subscription)
        {
            await exchange.RefuseAsync([new GraphQLError("Subscriptions are served at /metadata/stream.") { Reason = ServingReasons.SubscriptionElsewhere }]);
            return;
        }

        await exchange.WriteAsync(await execution.ExecuteAsync(context, operation, caller, null, context.RequestAborted));
    }
}
