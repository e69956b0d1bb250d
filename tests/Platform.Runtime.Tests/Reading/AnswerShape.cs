using System.Text.Json;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.Runtime.Tests.Reading;

/// <summary>
/// What an answer looks like by the specification: the keys of CollectFields (section 6.3.2) in their order, lists where the type has lists, values of the
/// leaves' types, and null where the type allows it.
/// </summary>
internal sealed class AnswerShape(GraphQLSchema schema, DocumentNode document, IReadOnlyDictionary<string, object?> variables)
{
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = document.Definitions.OfType<FragmentDefinitionNode>().ToDictionary(f => f.Name.Value);

    /// <summary>What is wrong with the answer to an operation, and where; null when nothing is.</summary>
    public string? Problem(OperationDefinitionNode operation, JsonElement data) => OfObject(schema.Query, [operation.SelectionSet], data);

    private string? OfValue(GraphQLType type, IReadOnlyList<FieldNode> nodes, JsonElement value)
    {
        if (type is NonNullType nonNull) return value.ValueKind == JsonValueKind.Null ? "is null" : OfValue(nonNull.Inner, nodes, value);
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (type is ListType list)
        {
            return value.ValueKind != JsonValueKind.Array ? "is no list"
                : value.EnumerateArray().Select((item, i) => OfValue(list.Item, nodes, item) is { } problem ? $"[{i}] {problem}" : null).FirstOrDefault(p => p is not null);
        }

        SelectionSetNode[] selections = [.. nodes.Select(n => n.SelectionSet).OfType<SelectionSetNode>()];
        return type switch
        {
            ObjectType concrete => OfObject(concrete, selections, value),
            NamedType { IsAbstract: true } named => schema.PossibleTypes(named).Select(t => OfObject(t, selections, value)).Aggregate((a, b) => a is null || b is null ? null : $"{a} and {b}"),
            EnumType values => values.Values.Any(v => v.Name == value.GetString()) ? null : $"is no {values.Name}",
            _ => OfLeaf(type.Named.Name, value) ? null : $"is no {type}: {value.GetRawText()}",
        };
    }

    private static bool OfLeaf(string type, JsonElement value) => type switch
    {
        "Int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "Float" => value.ValueKind == JsonValueKind.Number,
        "Boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "JSON" => true,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private string? OfObject(ObjectType type, IEnumerable<SelectionSetNode> selections, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return "is no object";
        OrderedDictionary<string, List<FieldNode>> fields = [];
        HashSet<string> visited = [];
        foreach (SelectionSetNode selection in selections) Collect(type, selection, fields, visited);
        string keys = string.Join(' ', value.EnumerateObject().Select(p => p.Name));
        if (keys != string.Join(' ', fields.Keys)) return $"has \"{keys}\" for \"{string.Join(' ', fields.Keys)}\"";
        foreach ((string key, List<FieldNode> nodes) in fields)
        {
            JsonElement member = value.GetProperty(key);
            string? problem = nodes[0].Name.Value == "__typename"
                ? member.GetString() == type.Name ? null : "is another type"
                : OfValue(schema.FindField(type, nodes[0].Name.Value)!.Type, nodes, member);
            if (problem is not null) return $"{key} {problem}";
        }

        return null;
    }

    private void Collect(ObjectType type, SelectionSetNode selections, OrderedDictionary<string, List<FieldNode>> fields, HashSet<string> visited)
    {
        foreach (SelectionNode selection in selections.Selections.Where(s => s.Directives.All(Includes)))
        {
            switch (selection)
            {
                case FieldNode field:
                    if (!fields.TryGetValue(field.ResponseName, out List<FieldNode>? nodes)) fields.Add(field.ResponseName, nodes = []);
                    nodes.Add(field);
                    break;
                case InlineFragmentNode inline when inline.TypeCondition is null || Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, fields, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value) && Applies(_fragments[spread.Name.Value].TypeCondition, type):
                    Collect(type, _fragments[spread.Name.Value].SelectionSet, fields, visited);
                    break;
            }
        }
    }

    private bool Applies(NamedTypeNode condition, ObjectType type) => schema.IsPossibleType(schema.FindType(condition.Name.Value)!, type);

    private bool Includes(DirectiveNode directive)
    {
        ValueNode condition = directive.Arguments[0].Value;
        bool holds = condition is BooleanValueNode literal ? literal.Value : variables[((VariableNode)condition).Name.Value] is true;
        return directive.Name.Value switch { "skip" => !holds, "include" => holds, _ => true };
    }
}
