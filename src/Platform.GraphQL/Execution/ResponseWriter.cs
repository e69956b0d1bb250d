using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.GraphQL.Execution;

/// <summary>Responses and their parts as JSON (section 7).</summary>
public static class ResponseWriter
{
    /// <summary>How responses are written: text stays readable, as JSON responses are never read as HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the response to a request that was not executed: <c>errors</c> and no <c>data</c>.</summary>
    public static void WriteRequestErrors(IBufferWriter<byte> output, IReadOnlyList<GraphQLError> errors)
    {
        using Utf8JsonWriter writer = new(output, Options);
        writer.WriteStartObject();
        WriteErrors(writer, errors);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>errors</c> into an open object; nothing when there are none.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<GraphQLError> errors)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Count == 0)
            return;
        writer.WriteStartArray("errors");
        foreach (GraphQLError error in errors)
            WriteError(writer, error);
        writer.WriteEndArray();
    }

    /// <summary>Writes one error as an object.</summary>
    public static void WriteError(Utf8JsonWriter writer, GraphQLError error)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(error);
        writer.WriteStartObject();
        writer.WriteString("message", error.Message);
        if (!error.Locations.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("locations");
            foreach (Language.SourceLocation location in error.Locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", location.Line);
                writer.WriteNumber("column", location.Column);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        if (!error.Path.IsDefault)
            WritePath(writer, error.Path);
        writer.WriteStartObject("extensions");
        writer.WriteString("code", error.Code);
        if (error.Reason is not null)
            writer.WriteString("reason", error.Reason);
        foreach ((string name, object? value) in error.Extensions)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter writer, ImmutableArray<PathSegment> path)
    {
        writer.WriteStartArray("path");
        foreach (PathSegment step in path)
        {
            if (step.Name is null)
                writer.WriteNumberValue(step.Index);
            else
                writer.WriteStringValue(step.Name);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes a leaf: what <see cref="LeafOutput"/> lets through, and what extensions hold.</summary>
    internal static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} is no value of a response.", nameof(value));
        }
    }
}
