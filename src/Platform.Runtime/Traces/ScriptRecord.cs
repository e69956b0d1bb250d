using System.Text.Json;
using Platform.Scripting.Running;

namespace Platform.Runtime.Traces;

/// <summary>How a run of a script ended, as JSON: the same for a run that was recorded and one that repeats it.</summary>
internal static class ScriptRecord
{
    /// <summary>Writes <c>result</c>, <c>failure</c> and <c>log</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="mostBytes">A result that is longer is left out.</param>
    public static void Write(Utf8JsonWriter writer, ScriptOutcome outcome, int mostBytes)
    {
        writer.WritePropertyName("result");
        if (outcome.Result.IsEmpty || outcome.Result.Length > mostBytes) writer.WriteNullValue();
        else writer.WriteRawValue(outcome.Result.Span, skipInputValidation: true);
        writer.WritePropertyName("failure");
        if (outcome.Failure is { } failure)
        {
            writer.WriteStartObject();
            writer.WriteString("code", failure.Code);
            writer.WriteString("message", failure.Message);
            writer.WriteString("place", failure.Place?.ToString());
            writer.WriteString("stack", failure.Stack);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteStartArray("log");
        foreach (ScriptLogLine line in outcome.Log)
        {
            writer.WriteStartObject();
            writer.WriteString("level", line.Level);
            writer.WriteString("text", line.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
