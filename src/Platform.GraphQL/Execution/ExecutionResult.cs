using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Platform.GraphQL.Execution;

/// <summary>The outcome of an operation that was executed: data, which may be null, and the errors of fields.</summary>
public sealed class ExecutionResult
{
    private readonly ResponseObject? data;

    internal ExecutionResult(ResponseObject? data, ImmutableArray<GraphQLError> errors) => (this.data, Errors) = (data, errors);

    /// <summary>The errors of fields, in the order met.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>Whether <c>data</c> is an object: false when an error travelled to the root.</summary>
    public bool HasData => data is not null;

    /// <summary>Writes the whole response.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="writeExtensions">Writes the value of the member <c>extensions</c>; null for none.</param>
    public void WriteTo(IBufferWriter<byte> output, Action<Utf8JsonWriter>? writeExtensions = null)
    {
        using Utf8JsonWriter writer = new(output, ResponseWriter.Options);
        writer.WriteStartObject();
        ResponseWriter.WriteErrors(writer, Errors);
        writer.WritePropertyName("data");
        if (data is null)
            writer.WriteNullValue();
        else
            data.WriteTo(writer);
        if (writeExtensions is not null)
        {
            writer.WritePropertyName("extensions");
            writeExtensions(writer);
        }
        writer.WriteEndObject();
    }
}
