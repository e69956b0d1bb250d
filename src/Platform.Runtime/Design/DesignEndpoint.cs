using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Design;

/// <summary>Answers <c>POST /metadata</c>: design-time requests of those who may customize.</summary>
internal sealed partial class DesignEndpoint(
    TenantModels models, DesignResolvers resolvers, ExpressionResolvers expressions, ApprovalResolvers approvals, SecretResolvers secrets, ReadingOptions options, ILogger<DesignEndpoint> logger)
{
    private readonly GraphQLSchema _schema = DesignSchema.Build(resolvers, expressions, approvals, secrets);

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

        TenantState? state = await models.GetAsync(identity.TenantId, context.RequestAborted);
        if (state is null || !PermissionCompiler.Compile(state.Model, identity.Roles).Has(SystemRight.Customize))
        {
            GraphQLError forbidden = new("You may not change the documents: that needs the right \"customize\".") { Code = GraphQLErrorCode.Forbidden };
            await exchange.RefuseAsync(StatusCodes.Status403Forbidden, [forbidden]);
            return;
        }

        if (await _reader.ReadAsync(context, exchange) is not { } request) return;
        await ExecuteAsync(context, exchange, request, new DesignCaller(state, identity.UserId, identity.Roles, identity.TenantTimeZone));
    }

    private async Task ExecuteAsync(HttpContext context, HttpExchange exchange, GraphQLRequest request, DesignCaller caller)
    {
        if (request.Query is null)
        {
            await exchange.RefuseAsync([new GraphQLError("There is no document to execute.") { Reason = "QUERY_MISSING" }]);
            return;
        }

        PreparedOperation prepared = PreparedOperation.Prepare(_schema, request.Query, request.OperationName);
        if (!prepared.Success)
        {
            await exchange.RefuseAsync(prepared.Errors);
            return;
        }

        VariableValues variables = VariableCoercion.Coerce(_schema, prepared.Operation, request.Variables);
        if (!variables.Success)
        {
            await exchange.RefuseAsync(variables.Errors);
            return;
        }

        Exception? outage = null;
        ExecutorOptions execution = new()
        {
            OnException = (failure, _) =>
            {
                if (DatabaseFailure.Classify(failure) is null) return Hide(failure, context);
                outage = failure;
                return new GraphQLError("The database can't be reached.") { Code = GraphQLErrorCode.Internal };
            },
        };
        ExecutionResult result = await Executor.ExecuteAsync(
            _schema, prepared.Document, prepared.Operation, variables.Values, requestContext: caller, options: execution,
            cancellationToken: context.RequestAborted);
        // The answer of every path to the database's absence is the same.
        if (outage is not null) ExceptionDispatchInfo.Throw(outage);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        await exchange.WriteAsync(output);
    }

    private GraphQLError Hide(Exception failure, HttpContext context)
    {
        string trace = ProblemResponse.TraceId(context);
        LogFault(logger, failure, trace);
        return new GraphQLError("Something went wrong on the server.")
        {
            Code = GraphQLErrorCode.Internal,
            Extensions = ImmutableArray.Create(KeyValuePair.Create<string, object?>("traceId", trace)),
        };
    }

    [LoggerMessage(LogLevel.Error, "A design-time request failed (trace {TraceId})")]
    private static partial void LogFault(ILogger logger, Exception failure, string traceId);
}
