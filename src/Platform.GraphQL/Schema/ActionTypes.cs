using System.Collections.Frozen;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>Builds the types and root fields of actions, of those that the caller may carry out.</summary>
internal sealed class ActionTypes(RecordsSchema schema, ObjectTypes objects)
{
    private readonly FrozenDictionary<string, ActionModel> _byInput = schema.Model.Actions.Where(a => !a.Input.IsEmpty && a.MayRun(schema.Permissions)).ToFrozenDictionary(a => a.InputType);
    private readonly FrozenDictionary<string, ActionModel> _byResult = schema.Model.Actions.Where(a => a.MayRun(schema.Permissions)).ToFrozenDictionary(a => a.ResultType);

    /// <summary>The actions of a type that the caller may carry out.</summary>
    public IEnumerable<ActionModel> Of(ActionType type) => _byResult.Values.Where(a => a.Document.Type == type);

    /// <summary>Names of their types.</summary>
    public IEnumerable<string> Names => _byInput.Keys.Concat(_byResult.Keys);

    /// <summary>The type of a name; null when it is none of an action.</summary>
    public NamedType? Build(string name)
    {
        if (_byInput.TryGetValue(name, out ActionModel? taking)) return Input(taking);
        return _byResult.TryGetValue(name, out ActionModel? giving) ? Result(giving) : null;
    }

    /// <summary>The root field, of mutations or of queries.</summary>
    public FieldDefinition Root(ActionModel action)
    {
        ObjectModel? target = action.Document.Object is { } name ? schema.Model.Object(name) : null;
        List<InputValueDefinition> arguments = [];
        if (target is not null) arguments.Add(new InputValueDefinition("id", BuiltInScalars.Id.AsNonNull()) { Description = "The record." });
        if (!action.Input.IsEmpty)
        {
            GraphQLType input = schema.Type<InputObjectType>(action.InputType);
            arguments.Add(new InputValueDefinition("input", action.Input.Any(f => f.Required && f.Default is null) ? input.AsNonNull() : input));
        }

        return new FieldDefinition(action.Name, schema.Type<ObjectType>(action.ResultType), [.. arguments])
        {
            Description = ObjectTypes.Text(action.Document.Description) ?? ObjectTypes.Text(action.Document.Label),
            Extension = new ActionBinding(action, target),
        };
    }

    private InputObjectType Input(ActionModel action) => new(action.InputType, Members.Deferred(() => action.Input.Select(field => new InputValueDefinition(
        field.Name, objects.InputType(field))
    { Description = ObjectTypes.Text(field.Help) ?? ObjectTypes.Text(field.Label), DeprecationReason = field.Deprecated, Extension = field })))
    {
        Description = "What the action is given. Which of it is required is told with all other problems together.",
    };

    private ObjectType Result(ActionModel action) => new(action.ResultType, Members.Deferred(() => ResultFields(action)))
    {
        Description = "Outcome of the action.",
    };

    private IEnumerable<FieldDefinition> ResultFields(ActionModel action)
    {
        yield return new FieldDefinition("done", BuiltInScalars.Boolean.AsNonNull()) { Description = "It was carried out." };
        if (action.Document.Object is { } target) yield return new FieldDefinition("record", schema.Type<ObjectType>(target)) { Description = "The record afterwards; null when the caller may no longer read it." };
        foreach (FieldModel field in action.Output)
        {
            GraphQLType type = field.Shape() == FieldShape.TextList ? FixedTypes.ListInput(BuiltInScalars.String) : objects.InputType(field);
            yield return new FieldDefinition(field.Name, type) { Description = ObjectTypes.Text(field.Help) ?? ObjectTypes.Text(field.Label), DeprecationReason = field.Deprecated };
        }
    }
}
