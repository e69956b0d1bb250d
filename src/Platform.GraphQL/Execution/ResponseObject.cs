using System.Text.Json;

namespace Platform.GraphQL.Execution;

/// <summary>An object of a response with its members in order: leaves, lists, objects, or what writes itself.</summary>
internal sealed class ResponseObject(int capacity)
{
    private readonly List<(string Name, object? Value)> members = new(capacity);

    public void Add(string name, object? value) => members.Add((name, value));

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case ResponseObject inner:
                inner.WriteTo(writer);
                break;
            case object?[] items:
                writer.WriteStartArray();
                foreach (object? item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case Action<Utf8JsonWriter> write:
                write(writer);
                break;
            default:
                ResponseWriter.WriteValue(writer, value);
                break;
        }
    }
}
