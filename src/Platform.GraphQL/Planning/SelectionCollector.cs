using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Planning;

/// <summary>
/// CollectFields of the specification (section 6.3.2): the selected fields of a concrete type by response name, in order, with fragments
/// expanded, equal names merged, and <c>@skip</c> and <c>@include</c> applied.
/// </summary>
internal sealed class SelectionCollector(
    GraphQLSchema schema, IReadOnlyDictionary<string, FragmentDefinitionNode> fragments, IReadOnlyDictionary<string, object?> variables)
{
    /// <summary>Fields of <paramref name="type"/> that the selection sets select; each entry has at least one node.</summary>
    public IReadOnlyList<CollectedField> Collect(ObjectType type, IEnumerable<SelectionSetNode> selectionSets)
    {
        OrderedDictionary<string, List<FieldNode>> fields = new(StringComparer.Ordinal);
        HashSet<string> visited = new(StringComparer.Ordinal);
        foreach (SelectionSetNode set in selectionSets) Collect(type, set, fields, visited);
        return [.. fields.Select(f => new CollectedField(f.Key, schema.FindField(type, f.Value[0].Name.Value)!, f.Value))];
    }

    private void Collect(ObjectType type, SelectionSetNode set, OrderedDictionary<string, List<FieldNode>> fields, HashSet<string> visited)
    {
        foreach (SelectionNode selection in set.Selections)
        {
            if (!IsIncluded(selection)) continue;
            switch (selection)
            {
                case FieldNode field:
                    if (!fields.TryGetValue(field.ResponseName, out List<FieldNode>? nodes)) fields.Add(field.ResponseName, nodes = []);
                    nodes.Add(field);
                    break;
                case InlineFragmentNode fragment when Applies(fragment.TypeCondition, type):
                    Collect(type, fragment.SelectionSet, fields, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value):
                    FragmentDefinitionNode definition = fragments[spread.Name.Value];
                    if (Applies(definition.TypeCondition, type)) Collect(type, definition.SelectionSet, fields, visited);
                    break;
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null || (schema.FindType(condition.Name.Value) is { } named && schema.IsPossibleType(named, type));

    private bool IsIncluded(SelectionNode selection)
    {
        foreach (DirectiveNode directive in selection.Directives)
        {
            if (directive.Name.Value is not ("skip" or "include")) continue;
            bool condition = directive.Arguments[0].Value switch
            {
                BooleanValueNode literal => literal.Value,
                VariableNode variable => variables.GetValueOrDefault(variable.Name.Value) is true,
                _ => false,
            };
            if (condition == (directive.Name.Value == "skip")) return false;
        }

        return true;
    }
}
