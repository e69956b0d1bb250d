using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Metadata.Documents;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Runtime.Traces;

/// <summary>
/// Runs a recorded run of a script once more, with its present source or another, in a transaction that is undone: the same input, instant and random numbers, and the answers of then to the same calls.
/// What it reads besides is what is there now.
/// </summary>
/// <param name="transactions">Transactions of scripts.</param>
internal sealed class HookReplay(HookTransactions transactions)
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Repeats a run.</summary>
    /// <param name="caller">With whose rights.</param>
    /// <param name="run">The run, as its trace has it.</param>
    /// <param name="script">The document whose source runs now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How it ended, as <see cref="ScriptRecord"/> writes it; null when too much was recorded to be kept, or no worker is free.</returns>
    public async Task<JsonObject?> RunAsync(RecordCaller caller, JsonObject run, ScriptDocument script, CancellationToken cancellation)
    {
        if (run["input"] is not { } input) return null;
        RehearsedRun rehearsed = new(script, (string)run["event"]!, (string?)run["object"], JsonSerializer.SerializeToUtf8Bytes(input), (string)run["seed"]!)
        {
            IsAlone = (bool)run["isAlone"]!,
            Calls = run["calls"]!.AsArray(),
        };
        try
        {
            return Written(await transactions.RehearseAsync(
                caller, (transaction, session) => HookRehearsal.RunAsync(transaction, session, caller, rehearsed, cancellation), cancellation));
        }
        catch (Exception failure) when (failure is ScriptBusyException or ScriptingUnavailableException)
        {
            return null;
        }
    }

    private static JsonObject Written(ScriptOutcome outcome)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            ScriptRecord.Write(writer, outcome, int.MaxValue);
            writer.WriteEndObject();
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }
}
