using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Writing.Tracing;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Calls of scripts as traces keep them: what was read of records, so that a run can be repeated, and of other systems' answers status and length. Their bodies are kept where the document says so, and never
/// headers that may authorise somebody.
/// </summary>
internal static class CallTrace
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Reads = ["db.get", "db.query", "db.aggregate"];
    private static readonly string[] HarmlessHeaders = ["content-type", "etag", "last-modified", "retry-after"];

    /// <summary>A call of other systems.</summary>
    public const string Http = "http.request";

    /// <summary>The call with what is kept of its answer.</summary>
    /// <param name="trace">The trace that it is to be part of.</param>
    /// <param name="script">The document whose script calls.</param>
    /// <param name="call">The call.</param>
    /// <param name="arguments">What it was given.</param>
    /// <param name="answer">Its answer.</param>
    public static TracedCall Of(TransactionTrace trace, ScriptDocument script, HookRunCall call, JsonElement arguments, ScriptAnswer answer)
    {
        TracedCall traced = new(call.Name, call.Target, call.Wall, call.Rows, call.Refusal) { Bytes = answer.Json.Length };
        if (call.Name == Http && !answer.IsRefusal) return OfHttp(trace, script, traced, arguments, answer);
        bool isKept = call.Name == Http || Reads.Contains(call.Name);
        return isKept && trace.TakesAnswer(answer.Json.Length) ? traced with { Key = KeyOf(call.Name, arguments), Answer = answer } : traced;
    }

    /// <summary>Tells a call from those with other arguments.</summary>
    public static string KeyOf(string name, JsonElement arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {(arguments.ValueKind == JsonValueKind.Undefined ? "" : arguments.GetRawText())}")).AsSpan(0, 16));

    private static TracedCall OfHttp(TransactionTrace trace, ScriptDocument script, TracedCall call, JsonElement arguments, ScriptAnswer answer)
    {
        using var response = JsonDocument.Parse(answer.Json);
        JsonElement body = response.RootElement.GetProperty("body");
        TracedCall traced = call with { Status = response.RootElement.GetProperty("status").GetInt32(), Bytes = Encoding.UTF8.GetByteCount(body.GetString()!), Key = KeyOf(call.Name, arguments) };
        return script.KeepAnswers && trace.TakesAnswer(answer.Json.Length) ? traced with { Answer = ScriptAnswer.Of(Harmless(response.RootElement)) } : traced;
    }

    private static ReadOnlyMemory<byte> Harmless(JsonElement response)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            foreach (JsonProperty part in response.EnumerateObject())
            {
                if (part.Name != "headers")
                {
                    part.WriteTo(writer);
                    continue;
                }

                writer.WriteStartObject(part.Name);
                foreach (JsonProperty header in part.Value.EnumerateObject().Where(h => HarmlessHeaders.Contains(h.Name))) header.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
