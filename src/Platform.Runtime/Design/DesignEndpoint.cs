using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>Answers <c>POST /metadata</c>: design-time requests of those who may customize.</summary>
internal sealed partial class DesignEndpoint(TenantModels models, DesignResolvers resolvers, ILogger<DesignEndpoint> logger)
{
    private readonly GraphQLSchema _schema = DesignSchema.Build(resolvers);

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (context.GetRequestIdentity() is not { } identity)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, new GraphQLError("Sign in first.") { Code = GraphQLErrorCode.Unauthenticated });
            return;
        }

        TenantState? state = await models.GetAsync(identity.TenantId, context.RequestAborted);
        if (state is null || !PermissionCompiler.Compile(state.Model, identity.Roles).Has(SystemRight.Customize))
        {
            await RefuseAsync(
                context, StatusCodes.Status403Forbidden,
                new GraphQLError("You may not change the documents: that needs the right \"customize\".") { Code = GraphQLErrorCode.Forbidden });
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        ParseResult<GraphQLRequest> request = GraphQLRequest.Parse(body.ToArray());
        if (!request.Success || request.Value.Query is null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, request.Error ?? new GraphQLError("There is no document to execute."));
            return;
        }

        await ExecuteAsync(context, request.Value, new DesignCaller(state, identity.UserId));
    }

    private async Task ExecuteAsync(HttpContext context, GraphQLRequest request, DesignCaller caller)
    {
        PreparedOperation prepared = PreparedOperation.Prepare(_schema, request.Query!, request.OperationName);
        if (!prepared.Success)
        {
            await RefuseAsync(context, StatusCodes.Status200OK, [.. prepared.Errors]);
            return;
        }

        VariableValues variables = VariableCoercion.Coerce(_schema, prepared.Operation, request.Variables);
        if (!variables.Success)
        {
            await RefuseAsync(context, StatusCodes.Status200OK, [.. variables.Errors]);
            return;
        }

        Exception? outage = null;
        ExecutorOptions options = new()
        {
            OnException = (failure, _) =>
            {
                if (DatabaseFailure.Classify(failure) is null) return Hide(failure, context);
                outage = failure;
                return new GraphQLError("The database can't be reached.") { Code = GraphQLErrorCode.Internal };
            },
        };
        ExecutionResult result = await Executor.ExecuteAsync(
            _schema, prepared.Document, prepared.Operation, variables.Values, requestContext: caller, options: options,
            cancellationToken: context.RequestAborted);
        // The answer of every path to the database's absence is the same.
        if (outage is not null) ExceptionDispatchInfo.Throw(outage);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        await WriteAsync(context, output);
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

    private static async Task RefuseAsync(HttpContext context, int status, params GraphQLError[] errors)
    {
        ArrayBufferWriter<byte> output = new();
        ResponseWriter.WriteRequestErrors(output, errors);
        context.Response.StatusCode = status;
        await WriteAsync(context, output);
    }

    private static async Task WriteAsync(HttpContext context, ArrayBufferWriter<byte> output)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }

    [LoggerMessage(LogLevel.Error, "A design-time request failed (trace {TraceId})")]
    private static partial void LogFault(ILogger logger, Exception failure, string traceId);
}
