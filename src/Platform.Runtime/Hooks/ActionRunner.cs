using System.Text.Json;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Database;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Carries out actions of the documents: input is checked, the record that it is about must be readable, the script runs in a transaction that stands when it ends well and
/// objects to nothing.
/// </summary>
internal sealed class ActionRunner(HookTransactions transactions, HookEngine engine, WriteOptions options) : IActionRunner
{
    private const string Event = "action";

    /// <inheritdoc/>
    public async Task<WriteOutcome> RunAsync(PlannedAction action, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        Guid? record = null;
        if (action.Object is not null)
        {
            if (!MutationRequests.TryId(action.Id, out Guid id)) return Refused(GraphQLErrorCode.BadUserInput, [ActionInput.Problem(action, caller, null, new ValueProblem(ValueCodes.InvalidId))]);
            record = id;
        }

        var input = ActionInput.Read(action, caller);
        if (input.Problems.Count > 0) return Refused(GraphQLErrorCode.ValidationFailed, input.Problems);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await transactions.RunAsync(
                    caller, null, (transaction, session) => AttemptAsync(action, caller, record, input, projection, transaction, session, cancellation), cancellation, Told);
            }
            catch (PostgresException collision) when (attempt < options.MaxAttempts && !OutdatedStatement.IsCauseOf(collision) && DatabaseRefusals.IsWorthAnotherTry(collision))
            {
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancellation);
            }
        }
    }

    private async Task<(WriteOutcome Result, bool Stands)> AttemptAsync(
        PlannedAction action, RecordCaller caller, Guid? id, ActionInput input, RecordProjection? projection, HookTransaction transaction, WriteSession session, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? record = id is { } known ? await ReadAsync(action, caller, known, session, cancellation) : null;
        if (id is not null && record is null) return (Refused(GraphQLErrorCode.NotFound, [ActionInput.Problem(action, caller, null, new ValueProblem(WriteCodes.RecordNotFound))]), false);
        ActionOutput output = new(action, caller);
        ReadOnlyMemory<byte> given = HookInput.Of(action.Action.Document, Event, caller, engine.Time.GetUtcNow(), writer =>
        {
            writer.WriteBoolean("action", true);
            if (action.Object is not null) writer.WriteString("object", action.Object.Name);
            if (record is { } json)
            {
                writer.WritePropertyName("record");
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }

            input.Write(writer);
        });
        ScriptOutcome outcome = await transaction.RunAsync(
            new ScriptRun(action.Action.Document, Event, caller, session, given) { Object = action.Object?.Name, Accept = output.Accept }, cancellation);
        if (outcome.Failure is { } failure) return (Failed(action, caller, failure), false);
        if (output.Problems.Count > 0) return (Refused(GraphQLErrorCode.ValidationFailed, output.Problems), false);
        string? selected = null;
        if (projection is not null && id is { } read)
        {
            session.Enqueue(projection.Statement([read]), async (reader, c) => selected = await reader.ReadAsync(c) && !await reader.IsDBNullAsync(1, c) ? reader.GetString(1) : null);
        }

        await session.FlushAsync(cancellation);
        return (new WriteOutcome { Records = projection is null ? [] : [selected], Output = output.Value, Affected = transaction.RecordsWritten }, action.Action.Document.Type == ActionType.Mutation);
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(PlannedAction action, RecordCaller caller, Guid id, WriteSession session, CancellationToken cancellation)
    {
        JsonElement arguments = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["id"] = id.ToString("D") });
        (ScriptAnswer answer, _) = await engine.Queries.ReadAsync("get", action.Object!, arguments, caller.AsUser(), session, 1, cancellation);
        // Without the cast null would be an empty memory.
        return answer.IsRefusal || answer.Json.Span.SequenceEqual("null"u8) ? (ReadOnlyMemory<byte>?)null : answer.Json;
    }

    private static WriteOutcome Failed(PlannedAction action, RecordCaller caller, ScriptFailure failure)
    {
        string message = HookFailures.Message(action.Action.Document, failure, caller.Language);
        return Refused(GraphQLErrorCode.HookFailed, [new WriteProblem(action.Object?.Name ?? action.Action.Name, null, null, null, failure.Code, message)]);
    }

    private static WriteOutcome Told(WriteOutcome outcome, Guid trace) => outcome.Refusal is { } refusal ? outcome with { Refusal = refusal with { TraceId = trace } } : outcome;

    private static WriteOutcome Refused(string code, List<WriteProblem> problems) => new() { Refusal = new WriteRefusal(code, problems[0].Message, problems) };
}
