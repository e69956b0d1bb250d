using System.Buffers;
using System.Text.Json;
using Platform.GraphQL.Planning;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>What an action gave back, or objected to. It comes from hostile code: every name and value is checked.</summary>
internal sealed class ActionOutput(PlannedAction action, RecordCaller caller)
{
    /// <summary>What it objected to; empty when it was carried out.</summary>
    public List<WriteProblem> Problems { get; } = [];

    /// <summary>What it gives back.</summary>
    public JsonElement? Value { get; private set; }

    /// <summary>Takes the result over; gives why it is none, null when it is.</summary>
    public ScriptFailure? Accept(ReadOnlyMemory<byte> result)
    {
        using var document = JsonDocument.Parse(result);
        JsonElement root = document.RootElement;
        bool isResult = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array && root.TryGetProperty("value", out _);
        if (!isResult) return Invalid("The result is not what the event takes.");
        foreach (JsonElement error in root.GetProperty("errors").EnumerateArray()) Problems.Add(Objection(error));
        return Problems.Count > 0 ? null : Take(root.GetProperty("value"));
    }

    private ScriptFailure? Take(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) return Invalid("An action gives an object with the fields of its output, or nothing.");
        IEnumerable<string> names = value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(p => p.Name) : [];
        if (names.FirstOrDefault(n => action.Action.Output.All(f => f.Name != n)) is { } unknown) return Invalid($"The output has no field \"{unknown}\".");
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach (FieldModel field in action.Action.Output)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(field.Name, out JsonElement given)) continue;
                var codec = ValueCodec.For(field.Type);
                ValueResult read = codec.ReadInput(HookValues.Input(field.Type, given));
                if (read.Problem is { } problem) return Invalid($"\"{field.Name}\": {WriteMessages.Catalogue.Text(problem, "en")}");
                if (read.Value is null) continue;
                writer.WritePropertyName(field.Name);
                codec.WriteJson(writer, read.Value);
            }

            writer.WriteEndObject();
        }

        using var output = JsonDocument.Parse(buffer.WrittenMemory);
        Value = output.RootElement.Clone();
        return null;
    }

    private WriteProblem Objection(JsonElement error)
    {
        string? field = Text(error, "field");
        // A message for a field that does not exist is a message all the same.
        if (action.Action.Input.All(f => f.Name != field)) field = null;
        return ActionInput.Problem(action, caller, field, ValueProblem.With(WriteCodes.HookRefused, "message", Text(error, "message") ?? ""));
    }

    private static string? Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ScriptFailure Invalid(string message) => new(ScriptCodes.ResultInvalid, message);
}
