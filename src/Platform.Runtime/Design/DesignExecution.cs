using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>Takes requests of the design-time API from the identity of who sends them to the bytes of the answer, whichever way that is sent.</summary>
internal sealed partial class DesignExecution(
    TenantModels models, DesignResolvers resolvers, ExpressionResolvers expressions, ApprovalResolvers approvals, SecretResolvers secrets,
    ScriptResolvers scripts, HookResolvers hooks, TraceResolvers traces, BackTestResolvers backTests, WebhookResolvers webhooks, InboundResolvers inbound, TimerResolvers timers,
    ILogger<DesignExecution> logger)
{
    private readonly GraphQLSchema _schema = DesignSchema.Build(resolvers, expressions, approvals, secrets, scripts, hooks, traces, backTests, webhooks, inbound, timers);

    /// <summary>Who designs; null for somebody who may not.</summary>
    public async ValueTask<DesignCaller?> CallerAsync(RequestIdentity identity, CancellationToken cancellation)
    {
        TenantState? state = await models.PresentAsync(identity.TenantId, cancellation);
        return state is not null && PermissionCompiler.Compile(state.Model, identity.Roles).Has(SystemRight.Customize)
            ? new DesignCaller(state, identity.UserId, identity.Roles, identity.TenantTimeZone)
            : null;
    }

    /// <summary>What somebody who may not is told.</summary>
    public static GraphQLError Forbidden { get; } = new("You may not change the documents: that needs the right \"customize\".") { Code = GraphQLErrorCode.Forbidden };

    /// <summary>The operation of a request with its variables, or what is wrong with them.</summary>
    public bool TryPrepare(GraphQLRequest request, [NotNullWhen(true)] out DesignOperation? operation, out IReadOnlyList<GraphQLError> errors)
    {
        operation = null;
        errors = [new GraphQLError("There is no document to execute.") { Reason = "QUERY_MISSING" }];
        if (request.Query is null) return false;
        PreparedOperation prepared = PreparedOperation.Prepare(_schema, request.Query, request.OperationName);
        errors = prepared.Errors;
        if (!prepared.Success) return false;
        VariableValues variables = VariableCoercion.Coerce(_schema, prepared.Operation, request.Variables);
        errors = variables.Errors;
        if (!variables.Success) return false;
        operation = new DesignOperation(prepared.Document, prepared.Operation, variables.Values);
        return true;
    }

    /// <summary>Executes an operation; of a subscription, for the event that the root stands for.</summary>
    public async Task<ArrayBufferWriter<byte>> ExecuteAsync(HttpContext context, DesignOperation operation, DesignCaller caller, object? root, CancellationToken cancellation)
    {
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
            _schema, operation.Document, operation.Operation, operation.Variables, root, caller, execution, cancellation);
        // The answer of every path to the database's absence is the same.
        if (outage is not null) ExceptionDispatchInfo.Throw(outage);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        return output;
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

/// <summary>An operation that can be executed.</summary>
/// <param name="Document">The validated document.</param>
/// <param name="Operation">The operation of it.</param>
/// <param name="Variables">Its coerced variables.</param>
internal sealed record DesignOperation(DocumentNode Document, OperationDefinitionNode Operation, IReadOnlyDictionary<string, object?> Variables)
{
    /// <summary>Query, mutation or subscription.</summary>
    public OperationKind Kind => Operation.Operation;
}
