using System.Buffers;
using System.Text.Json;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Runtime.Database;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Inbound;

/// <summary>
/// Gives calls to the hooks of endpoints. What a hook writes and the note that the call was accepted are one transaction; when it objects or fails, nothing of both is left.
/// </summary>
internal sealed class InboundHooks(HookTransactions transactions, HookEngine engine, WriteOptions options)
{
    private const string Event = "inbound";

    // It is kept for repeats.
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Runs the hook of an endpoint.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="accept">The statement that keeps the call with an answer; a row comes back unless it was accepted before.</param>
    /// <param name="cancellation">Ends the run.</param>
    public async Task<InboundOutcome> RunAsync(InboundEvent call, RecordCaller caller, Func<string, NpgsqlBatchCommand> accept, CancellationToken cancellation)
    {
        if (caller.Model.HooksOf(call.Endpoint.Object, HookEvent.Inbound).FirstOrDefault(h => h.Name == call.Endpoint.Hook) is not { } hook)
        {
            return InboundOutcome.Refused(ScriptCodes.Inactive + ": The hook is not active.");
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await transactions.RunAsync(caller, null, (transaction, session) => AttemptAsync(call, hook, caller, accept, transaction, session, cancellation), cancellation);
            }
            catch (PostgresException collision) when (attempt < options.MaxAttempts && !OutdatedStatement.IsCauseOf(collision) && DatabaseRefusals.IsWorthAnotherTry(collision))
            {
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancellation);
            }
        }
    }

    private async Task<(InboundOutcome Result, bool Stands)> AttemptAsync(
        InboundEvent call, HookDocument hook, RecordCaller caller, Func<string, NpgsqlBatchCommand> accept, HookTransaction transaction, WriteSession session, CancellationToken cancellation)
    {
        Answer answer = new();
        ReadOnlyMemory<byte> input = HookInput.Of(hook, Event, caller, engine.Time.GetUtcNow(), writer => Write(writer, call));
        ScriptOutcome outcome = await transaction.RunAsync(new ScriptRun(hook, Event, caller, session, input) { Object = hook.Object, Accept = answer.Accept }, cancellation);
        if (outcome.Failure is { } failure)
        {
            return (new InboundOutcome(null, $"{failure.Code}: {HookFailures.Message(hook, failure, "en")}", ScriptCodes.IsOfMachine(failure.Code), false), false);
        }

        if (answer.Objection is { } objection) return (InboundOutcome.Refused(objection), false);
        bool isFirst = false;
        session.Enqueue(accept(answer.Text), async (reader, c) => isFirst = await reader.ReadAsync(c));
        await session.FlushAsync(cancellation);
        return (new InboundOutcome(answer.Text, null, false, !isFirst), isFirst);
    }

    private static void Write(Utf8JsonWriter writer, InboundEvent call)
    {
        writer.WriteBoolean("inbound", true);
        writer.WriteString("object", call.Endpoint.Object);
        writer.WriteString("key", call.Key);
        writer.WritePropertyName("body");
        call.Body.WriteTo(writer);
        writer.WriteStartObject("headers");
        foreach (string name in call.Endpoint.Headers)
        {
            if (call.Headers.TryGetValue(name, out var value)) writer.WriteString(name.ToLowerInvariant(), value.ToString());
        }

        writer.WriteEndObject();
    }

    /// <summary>What the hook gave back, or objected to. It comes from hostile code.</summary>
    private sealed class Answer
    {
        public string Text { get; private set; } = "{}";

        public string? Objection { get; private set; }

        public ScriptFailure? Accept(ReadOnlyMemory<byte> result)
        {
            using var document = JsonDocument.Parse(result);
            bool isResult = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("value", out _)
                && document.RootElement.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array;
            if (!isResult) return Invalid();
            foreach (JsonElement error in document.RootElement.GetProperty("errors").EnumerateArray())
            {
                bool isMessage = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String;
                Objection = (Objection is null ? "" : Objection + "; ") + WriteCodes.HookRefused + ": " + (isMessage ? error.GetProperty("message").GetString() : "");
            }

            JsonElement value = document.RootElement.GetProperty("value");
            if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) return Invalid();
            if (value.ValueKind == JsonValueKind.Null) return null;
            ArrayBufferWriter<byte> buffer = new();
            using (Utf8JsonWriter writer = new(buffer)) value.WriteTo(writer);
            if (buffer.WrittenCount > LongestAnswer) return Invalid();
            Text = System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
            return null;
        }

        private static ScriptFailure Invalid() => new(ScriptCodes.ResultInvalid, $"A hook of an endpoint gives an object of at most {LongestAnswer / 1024} KiB, or nothing.");
    }
}
