using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Runtime.Hooks;
using Platform.Scripting.Running;

namespace Platform.Runtime.Traces;

/// <summary>
/// The platform as a repeated script calls it: calls that the recorded run made, too, get the answers of then; what it reads or writes of records besides is answered by the transaction that is undone. Nothing
/// leaves the platform, and nothing is made of secrets.
/// </summary>
/// <param name="platform">Answers within the transaction.</param>
/// <param name="calls">The calls of the recorded run.</param>
internal sealed class RecordedCalls(IScriptCalls platform, JsonArray calls) : IScriptCalls
{
    private readonly Dictionary<string, Queue<JsonObject>> _answers = calls.OfType<JsonObject>().Where(c => c["key"] is not null)
        .GroupBy(c => (string)c["key"]!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<JsonObject>(g), StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
    {
        bool isRecorded = _answers.TryGetValue(CallTrace.KeyOf(name, arguments), out Queue<JsonObject>? queue) && queue.TryPeek(out _);
        JsonObject? recorded = isRecorded ? queue!.Dequeue() : null;
        // An answer may be null: whether it was kept is told beside it.
        if (recorded is not null && (bool?)recorded["isKept"] == true) return new ScriptAnswer((bool)recorded["isRefusal"]!, JsonSerializer.SerializeToUtf8Bytes(recorded["answer"]));
        if (name.StartsWith("db.", StringComparison.Ordinal)) return await platform.CallAsync(name, arguments, cancellation);
        return name == CallTrace.Http
            ? ScriptAnswer.Refused(TraceCodes.NotRecorded, recorded is null
                ? "The recorded run did not make this call; nothing leaves the platform while a run is repeated."
                : "The answer was not kept: the document does not say so (\"keepAnswers\"), or it was too long.")
            : ScriptAnswer.Refused(TraceCodes.NotRecorded, $"There is no {name} while a run is repeated: nothing is made of secrets.");
    }
}
