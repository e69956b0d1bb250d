using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// <c>db.get</c>, <c>db.query</c> and <c>db.aggregate</c>: each becomes an operation of the records API, planned by the same planner under the same rights, and one
/// statement within the hook's transaction.
/// </summary>
/// <param name="cursors">Keys of cursors.</param>
/// <param name="options">Limits of queries.</param>
/// <param name="time">The clock.</param>
public sealed class HookQueries(CursorKeys cursors, ReadingOptions options, TimeProvider time)
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly OperationCaches _caches = new(options, time);

    /// <summary>Reads, within the session's transaction.</summary>
    /// <param name="action"><c>get</c>, <c>query</c> or <c>aggregate</c>.</param>
    /// <param name="model">The object.</param>
    /// <param name="arguments">Arguments of the script.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="maxRows">Records that may be read at most.</param>
    /// <param name="cancellation">Cancels the statement.</param>
    /// <returns>The answer, and how many records were read.</returns>
    internal async Task<(ScriptAnswer Answer, int Rows)> ReadAsync(
        string action, ObjectModel model, JsonElement arguments, RecordCaller caller, WriteSession session, int maxRows, CancellationToken cancellation)
    {
        HookOperation? operation = action switch
        {
            "get" => HookOperation.Get(model, arguments, caller.Permissions),
            "query" => HookOperation.Query(model, arguments, caller.Permissions, maxRows),
            "aggregate" => HookOperation.Aggregate(model, arguments, maxRows),
            _ => null,
        };
        if (operation is null) return (HookCalls.BadInput($"There is no db.{action}."), 0);
        if (operation.Problem is { } problem) return (HookCalls.BadInput(problem), 0);
        (BoundStatement? statement, ScriptAnswer refusal) = Plan(operation, caller);
        if (statement is null) return (refusal, 0);
        string? text = null;
        session.Enqueue(statement, async (reader, c) =>
        {
            if (await reader.ReadAsync(c)) text = reader.GetString(0);
        });
        await session.FlushAsync(cancellation);
        return Answer(operation, text);
    }

    private (BoundStatement? Statement, ScriptAnswer Refusal) Plan(HookOperation operation, RecordCaller caller)
    {
        OperationCache cache = _caches.Of(caller.Model, caller.Permissions);
        CachedOperation cached = cache.Get(operation.Text, null);
        if (!cached.Prepared.Success) return (null, Refused(cached.Prepared.Errors));
        VariableValues variables = VariableCoercion.Coerce(cache.Schema.Schema, cached.Prepared.Operation, operation.Variables);
        if (!variables.Success) return (null, Refused(variables.Errors));
        PlannedOperation plan = cached.Plan(variables.Values, caller.Schema, caller.ReachForm);
        if (plan.Errors.Count > 0) return (null, Refused(plan.Errors));
        BindingContext context = new()
        {
            Variables = variables.Values,
            UserId = caller.UserId,
            Reach = caller.Reach ?? [],
            TimeZone = caller.TimeZone,
            Now = time.GetUtcNow(),
            CursorKey = cursors.Of(caller.TenantId),
        };
        if (plan.Query!.Cost(context) is double cost && cost > options.MaxCost)
        {
            return (null, ScriptAnswer.Refused(GraphQLErrorCode.LimitExceeded, $"The query may read {cost:0} values; the limit is {options.MaxCost:0}."));
        }

        BoundStatement statement = plan.Statement!.Bind(context);
        return context.Problems.Count > 0 ? (null, Refused(context.Problems)) : (statement, default);
    }

    private static ScriptAnswer Refused(IReadOnlyList<GraphQLError> errors) => ScriptAnswer.Refused(GraphQLErrorCode.BadUserInput, errors[0].Message);

    private static (ScriptAnswer Answer, int Rows) Answer(HookOperation operation, string? text)
    {
        if (text is null) return (ScriptAnswer.Of("null"), 0);
        using var response = JsonDocument.Parse(text);
        JsonElement data = response.RootElement.TryGetProperty("data", out JsonElement inner) ? inner : response.RootElement;
        JsonElement result = data.GetProperty(HookOperation.Alias);
        ArrayBufferWriter<byte> buffer = new();
        int rows;
        using (Utf8JsonWriter writer = new(buffer, Form)) rows = operation.WriteAnswer(writer, result);
        return (ScriptAnswer.Of(buffer.WrittenMemory), rows);
    }
}
