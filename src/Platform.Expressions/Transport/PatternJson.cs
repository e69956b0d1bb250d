using System.Text;
using System.Text.Json;
using Platform.Expressions.Patterns;

namespace Platform.Expressions.Transport;

/// <summary>The program of a pattern as the browser takes it: <c>[[kind, …], …]</c>, of a split with its two places, of characters with their ranges, first and last by turns.</summary>
public static class PatternJson
{
    /// <summary>The program as JSON text.</summary>
    public static string Text(TextPattern pattern)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) Write(writer, pattern);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static void Write(Utf8JsonWriter writer, TextPattern pattern)
    {
        writer.WriteStartArray();
        foreach (PatternInstruction instruction in pattern.Program)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)instruction.Kind);
            if (instruction.Kind == PatternInstructionKind.Split)
            {
                writer.WriteNumberValue(instruction.First);
                writer.WriteNumberValue(instruction.Second);
            }

            foreach ((int from, int to) in instruction.Characters?.Ranges ?? [])
            {
                writer.WriteNumberValue(from);
                writer.WriteNumberValue(to);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
