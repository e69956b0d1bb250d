using System.Buffers;
using System.Text;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Reading;

/// <summary>The records API without HTTP: from a request and its caller to the bytes of the response.</summary>
/// <param name="connections">Connections to the tenants' database.</param>
/// <param name="writer">The write pipeline.</param>
/// <param name="encrypted">Decrypts values on their way out.</param>
/// <param name="cursors">Keys of cursors.</param>
/// <param name="reach">Who shares a team with whom.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
/// <param name="actions">Carries out actions; null when there are none.</param>
public sealed class RecordsService(
    RecordConnections connections, IRecordWriter writer, EncryptedValues encrypted, CursorKeys cursors, TeamReach reach, ReadingOptions options,
    TimeProvider time, IActionRunner? actions = null) : IAsyncDisposable
{
    private const int MaxAttempts = 3;

    // Deploys are rare: a request that meets three of them is not the one that they should wait for.
    private const int MostModels = 3;

    private readonly OperationCaches _caches = new(options, time);
    private readonly PlanComparison _comparison = new(connections.PlannedOnce);
    private readonly (WarmConnections Ordinary, WarmConnections PlannedOnce) _reads = ReadsOf(connections, time);

    /// <summary>Gives the connections back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reads.Ordinary.DisposeAsync();
        await _reads.PlannedOnce.DisposeAsync();
    }

    /// <summary>The schema that a caller sees.</summary>
    public RecordsSchema SchemaOf(RecordCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return CacheOf(caller).Schema;
    }

    /// <summary>
    /// Carries a request out. Where it meets tables that are no longer those of its model, because a deploy came between, it is carried out anew on
    /// the model as it is then; mutations that were done before are not repeated.
    /// </summary>
    /// <param name="request">The request, with its document.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="findMoved">The caller on a newer model; null when the model has not moved.</param>
    /// <param name="mayWrite">False for a GET: mutations are refused.</param>
    /// <param name="output">Takes the response: called once, when its length is known or unknown (null) and nothing can fail any more but the connection.</param>
    /// <param name="cancellation">Cancels the statement.</param>
    /// <returns>Errors of the whole request, for which nothing was written; null when the response was.</returns>
    internal async Task<IReadOnlyList<GraphQLError>?> ExecuteAsync(
        GraphQLRequest request, RecordCaller caller, Func<RecordCaller, ValueTask<RecordCaller?>> findMoved, bool mayWrite, Func<long, Stream> output,
        CancellationToken cancellation)
    {
        MutationProgress progress = new();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                IReadOnlyList<GraphQLError>? errors = await AttemptAsync(request, caller, progress, mayWrite, output, cancellation);
                if (errors is null || !progress.HasBegun) return errors;

                // What was written stays written: the rest of the request no longer fits the model.
                byte[] body = progress.Respond(MutationProgress.Unfit);
                await output(body.Length).WriteAsync(body, cancellation);
                return null;
            }
            catch (PostgresException outdated) when (OutdatedStatement.IsCauseOf(outdated) && attempt < MostModels)
            {
                caller = await findMoved(caller) ?? throw new InvalidOperationException("A statement does not fit the tables of its model.", outdated);
            }
        }
    }

    private async Task<IReadOnlyList<GraphQLError>?> AttemptAsync(
        GraphQLRequest request, RecordCaller caller, MutationProgress progress, bool mayWrite, Func<long, Stream> output, CancellationToken cancellation)
    {
        OperationCache cache = CacheOf(caller);
        CachedOperation operation = cache.Get(request.Query!, request.OperationName);
        if (!operation.Prepared.Success) return operation.Prepared.Errors;
        if (operation.Prepared.Operation.Operation == OperationKind.Mutation && !mayWrite)
        {
            return [new GraphQLError("Mutations are sent by POST.") { Reason = ServingReasons.MutationByGet }];
        }

        if (operation.Prepared.Operation.Operation == OperationKind.Subscription)
        {
            return [new GraphQLError("Subscriptions are served at /graphql/stream.") { Reason = ServingReasons.SubscriptionElsewhere }];
        }

        VariableValues variables = VariableCoercion.Coerce(cache.Schema.Schema, operation.Prepared.Operation, request.Variables);
        if (!variables.Success) return variables.Errors;
        PlannedOperation plan = operation.Plan(variables.Values, caller.Schema, caller.ReachForm);
        if (plan.Errors.Count > 0) return plan.Errors;
        BindingContext context = Context(caller, variables.Values, []);
        RequestCost cost = CostOf(caller, plan, context);
        if (cost.IsExceeded) return [cost.Refusal()];
        RequestCost? told = RequestCost.IsWanted(request) ? cost : null;
        if (plan.Mutations is { } mutations)
        {
            MutationRunner runner = new(cache.Schema, caller, writer, actions, encrypted, variables.Values, Context);
            try
            {
                await runner.RunAsync(mutations, progress, cancellation);
            }
            finally
            {
                if (mutations.Any(m => m.Binding?.Object is { } written && TeamReach.DependsOn(written))) reach.Forget(caller.Schema);
            }

            byte[] body = progress.Respond(null, told);
            await output(body.Length).WriteAsync(body, cancellation);
            return null;
        }

        IReadOnlyList<GraphQLError> errors = plan.Query!.Carried.Count > 0 ? await CarryOutAsync(plan.Query, cache.Schema, context, caller, cancellation) : [];
        return await QueryAsync(plan, context, caller, ResponseOpening.Of(told, errors), output, cancellation);
    }

    /// <summary>Carries out those fields of a query that are no reading; what comes of them goes into the response with the rest.</summary>
    private async Task<IReadOnlyList<GraphQLError>> CarryOutAsync(QueryPlan plan, RecordsSchema schema, BindingContext context, RecordCaller caller, CancellationToken cancellation)
    {
        MutationProgress progress = new();
        await new MutationRunner(schema, caller, writer, actions, encrypted, context.Variables, Context).RunAsync(plan.Carried, progress, cancellation);
        context.Carried = progress.Payloads();
        return progress.Errors;
    }

    /// <summary>Whether the request's operation is a subscription; false for one that is not valid.</summary>
    internal bool IsSubscription(GraphQLRequest request, RecordCaller caller) =>
        request.Query is { } query && CacheOf(caller).Get(query, request.OperationName).Prepared.Operation?.Operation == OperationKind.Subscription;

    /// <summary>Prepares a subscription for a caller; otherwise what is wrong with it.</summary>
    internal (PlannedSubscription? Planned, IReadOnlyList<GraphQLError> Errors) PlanSubscription(GraphQLRequest request, RecordCaller caller)
    {
        OperationCache cache = CacheOf(caller);
        CachedOperation operation = cache.Get(request.Query!, request.OperationName);
        if (!operation.Prepared.Success) return (null, operation.Prepared.Errors);
        VariableValues variables = VariableCoercion.Coerce(cache.Schema.Schema, operation.Prepared.Operation, request.Variables);
        if (!variables.Success) return (null, variables.Errors);
        PlannedOperation plan = operation.Plan(variables.Values, caller.Schema, caller.ReachForm);
        if (plan.Errors.Count > 0) return (null, plan.Errors);
        PlannedSubscription planned = new(plan.Subscription!, caller, variables.Values);
        BindingContext context = ContextOf(planned, []);
        RequestCost cost = CostOf(caller, plan, context);
        if (cost.IsExceeded) return (null, [cost.Refusal()]);
        planned.Plan.Statement.Bind(context);
        return context.Problems.Count > 0 ? (null, context.Problems) : (planned, []);
    }

    /// <summary>The values of a subscription for the records of an event.</summary>
    internal BindingContext ContextOf(PlannedSubscription subscription, Guid[] ids) => Context(subscription.Caller, subscription.Variables, ids);

    private async Task<IReadOnlyList<GraphQLError>?> QueryAsync(
        PlannedOperation plan, BindingContext context, RecordCaller caller, byte[]? opening, Func<long, Stream> output, CancellationToken cancellation)
    {
        if (plan.Statement is null)
        {
            await WriteAsync(output, ComputedResponse(plan.Query!, context), opening, cancellation);
            return null;
        }

        BoundStatement statement = (plan.Record?.Statement ?? plan.Statement).Bind(context);
        if (context.Problems.Count > 0) return context.Problems;
        WarmConnections own = plan.Stability.PlansOnce ? _reads.PlannedOnce : _reads.Ordinary;
        if (plan.Stability.Count()) _ = CompareAsync(plan, statement);
        SharedReads? shared = plan.Share(_reads.PlannedOnce, time);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                QueryAnswer answer = shared is not null ? await shared.ReadAsync(statement, context, AloneAsync, cancellation) : await AloneAsync();
                if (answer.Length > options.MaxResponseBytes) return [TooLarge()];
                await PassOnAsync(answer, output, opening, cancellation);
                return null;
            }
            catch (PostgresException huge) when (huge.SqlState == PostgresErrorCodes.ProgramLimitExceeded)
            {
                return [TooLarge()];
            }
            catch (PostgresException stopped) when (stopped.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                // A cancellation that comes too late for its own statement stops the next one of the connection, which is another request's.
                cancellation.ThrowIfCancellationRequested();
                if (attempt == MaxAttempts) return [TooSlow()];
            }
            catch (NpgsqlException late) when (late.InnerException is TimeoutException)
            {
                cancellation.ThrowIfCancellationRequested();
                return [TooSlow()];
            }
        }

        Task<QueryAnswer> AloneAsync() => own.UseAsync(connection => AnswerAsync(connection, statement), cancellation);

        async Task<QueryAnswer> AnswerAsync(NpgsqlConnection connection, BoundStatement statement)
        {
            await using NpgsqlCommand command = StatementCommand.Create(connection, statement);
            command.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
            bool isFound = await reader.ReadAsync(cancellation);
            int column = 0;
            if (plan.Record is { } record)
            {
                isFound = isFound && record.Covers(await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetGuid(column), context);
                if (!isFound) return new QueryAnswer(record.Nothing.Length, Encoding.UTF8.GetBytes(record.Nothing));
                column++;
            }

            if (plan.HasEncryptedValues)
            {
                byte[] revealed = Encoding.UTF8.GetBytes(encrypted.Reveal(await reader.GetFieldValueAsync<string>(column, cancellation), context.Mark, caller.TenantId));
                return new QueryAnswer(revealed.Length, revealed);
            }

            // The one row is the end of the statement: from here on only the connection can fail.
            await using Stream text = await reader.GetStreamAsync(column, cancellation);
            long length = text.Length;
            if (length > options.MaxResponseBytes) return new QueryAnswer(length);
            if (length <= QueryAnswer.MostAtOnce) return await QueryAnswer.TakeAsync(text, (int)length, cancellation);
            Stream response = await BeginAsync(output, length, opening, cancellation);
            if (opening is not null) text.ReadByte();
            await text.CopyToAsync(response, cancellation);
            return new QueryAnswer(length);
        }
    }

    private static async Task PassOnAsync(QueryAnswer answer, Func<long, Stream> output, byte[]? opening, CancellationToken cancellation)
    {
        if (answer.Text.IsEmpty) return;
        try
        {
            await WriteAsync(output, answer.Text, opening, cancellation);
        }
        finally
        {
            if (answer.Rented is { } rented) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static (WarmConnections Ordinary, WarmConnections PlannedOnce) ReadsOf(RecordConnections connections, TimeProvider time)
    {
        WorkGate gate = WorkGate.ForReads(time);
        return (new WarmConnections(connections.Ordinary, gate, time), new WarmConnections(connections.PlannedOnce, gate, time));
    }

    /// <summary>Compares plans beside the request, which does not wait.</summary>
    private async Task CompareAsync(PlannedOperation plan, BoundStatement statement)
    {
        try
        {
            plan.Stability.Note(await _comparison.AreSameAsync(statement, CancellationToken.None));
            if (!plan.Stability.PlansOnce || plan is { Record: not null } or { HasEncryptedValues: true }) return;
            plan.Stability.NoteShared(await _comparison.TakesSameStepsAsync(statement, plan.Several!.Value.Bind([statement]), CancellationToken.None));
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or ObjectDisposedException)
        {
            // The database is away, the tables have changed, or the host stops: it stays as it was until the next comparison.
        }
    }

    private static byte[] ComputedResponse(QueryPlan plan, BindingContext context) => Encoding.UTF8.GetBytes(
        "{\"data\":{" + string.Join(',', plan.Fields.Select(f => $"\"{f.ResponseName}\":{(f is ComputedPlan computed ? computed.Json : context.Carried[f.ResponseName])}")) + "}}");

    private static async Task WriteAsync(Func<long, Stream> output, ReadOnlyMemory<byte> response, byte[]? opening, CancellationToken cancellation)
    {
        Stream stream = await BeginAsync(output, response.Length, opening, cancellation);
        await stream.WriteAsync(opening is null ? response : response[1..], cancellation);
    }

    // What stands before the data takes the place of the response's opening brace.
    private static async Task<Stream> BeginAsync(Func<long, Stream> output, long length, byte[]? opening, CancellationToken cancellation)
    {
        if (opening is null) return output(length);
        Stream stream = output(opening.Length + length - 1);
        await stream.WriteAsync(opening, cancellation);
        return stream;
    }

    private RequestCost CostOf(RecordCaller caller, PlannedOperation plan, BindingContext context)
    {
        double cost = plan.Query?.Cost(context) ?? plan.Subscription?.Cost(context) ?? plan.Mutations!.Sum(m => m.Cost(context));
        return new RequestCost(cost, caller.Permissions.Api.MaxCost ?? options.MaxCost);
    }

    private GraphQLError TooLarge() => new($"The answer is larger than {options.MaxResponseBytes} bytes. Ask for smaller pages or fewer fields.")
    {
        Code = GraphQLErrorCode.LimitExceeded,
        Reason = ReadingReasons.TooLarge,
        Extensions = [new("limit", options.MaxResponseBytes)],
    };

    private GraphQLError TooSlow() => new($"The query took longer than {options.StatementTimeout.TotalSeconds:0} seconds and was stopped.")
    {
        Code = GraphQLErrorCode.LimitExceeded,
        Reason = ReadingReasons.TooSlow,
    };

    private OperationCache CacheOf(RecordCaller caller) => _caches.Of(caller.Model, caller.Permissions);

    private BindingContext Context(RecordCaller caller, IReadOnlyDictionary<string, object?> variables, Guid[] ids) => new()
    {
        Variables = variables,
        UserId = caller.UserId,
        Reach = caller.Reach ?? [],
        MaxPageSize = caller.Permissions.Api.MaxPageSize ?? PageLimits.Max,
        TimeZone = caller.TimeZone,
        TenantTimeZone = caller.TenantTimeZone,
        Language = caller.Language,
        Now = time.GetUtcNow(),
        CursorKey = cursors.Of(caller.TenantId),
        Ids = ids,
    };
}
