using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Planning;

/// <summary>A selected field with all its occurrences.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Definition">The field in the schema.</param>
/// <param name="Nodes">Its occurrences, at least one, which validation has found to agree in arguments.</param>
internal sealed record CollectedField(string ResponseName, FieldDefinition Definition, IReadOnlyList<FieldNode> Nodes)
{
    public string Name => Definition.Name;

    public IEnumerable<SelectionSetNode> SelectionSets => Nodes.Select(n => n.SelectionSet).OfType<SelectionSetNode>();

    /// <summary>True when the argument has a value or a default; an explicit null is a value.</summary>
    public bool HasArgument(string name, IReadOnlyDictionary<string, object?> variables) =>
        Definition.FindArgument(name)?.DefaultValue is not null
        || Nodes[0].Arguments.Any(a => a.Name.Value == name && (a.Value is not VariableNode v || variables.ContainsKey(v.Name.Value)));

    /// <summary>The argument's value, or its default, or null.</summary>
    public PlanInput Argument(string name, IReadOnlyDictionary<string, object?> variables)
    {
        if (Definition.FindArgument(name) is not { } definition) return default;
        foreach (ArgumentNode argument in Nodes[0].Arguments)
        {
            if (argument.Name.Value != name) continue;
            bool absent = argument.Value is VariableNode variable && !variables.ContainsKey(variable.Name.Value);
            if (!absent) return PlanInput.Read(argument.Value, definition.Type, variables);
        }

        return definition.DefaultValue is { } value ? PlanInput.Read(value, definition.Type, variables) : default;
    }
}
