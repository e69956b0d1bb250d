using System.Text.Json;
using Platform.GraphQL.Planning;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>What an action is given: canonical values of its fields, or what is wrong with them.</summary>
internal sealed class ActionInput
{
    private readonly List<(FieldModel Field, object? Value)> _values = [];

    /// <summary>What is wrong; empty when nothing is.</summary>
    public List<WriteProblem> Problems { get; } = [];

    /// <summary>Reads the values of a request.</summary>
    public static ActionInput Read(PlannedAction action, RecordCaller caller)
    {
        ActionInput input = new();
        foreach (FieldModel field in action.Action.Input)
        {
            ValueResult value = action.Input.TryGetValue(field.Name, out object? given) ? ValueCodec.For(field.Type).ReadInput(given) : Default(field);
            ValueProblem? problem = value.Problem ?? (field.Required && value.Value is null ? new ValueProblem(ValueCodes.Required) : null);
            if (problem is not null) input.Problems.Add(Problem(action, caller, field.Name, problem));
            input._values.Add((field, value.Value));
        }

        return input;
    }

    /// <summary>Writes the values as scripts have them.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("input");
        foreach ((FieldModel field, object? value) in _values)
        {
            writer.WritePropertyName(field.Name);
            HookValues.Write(writer, ValueCodec.For(field.Type), value);
        }

        writer.WriteEndObject();
    }

    /// <summary>A problem of a field of the input, or of the action as a whole.</summary>
    public static WriteProblem Problem(PlannedAction action, RecordCaller caller, string? field, ValueProblem problem) => new(
        action.Object?.Name ?? action.Action.Name, MutationRequests.TryId(action.Id, out Guid id) ? id : null, null, field, problem.Code, WriteMessages.Catalogue.Text(problem, caller.Language));

    private static ValueResult Default(FieldModel field)
    {
        if (field.Default is not { } text) return ValueResult.Blank;
        using var constant = JsonDocument.Parse(text.Text);
        return ValueCodec.For(field.Type).ReadInput(constant.RootElement.Clone());
    }
}
