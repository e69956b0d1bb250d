using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>
/// CollectFields (section 6.3.2) for one request: selections of an object by response name, in order of first appearance, fragments
/// expanded and merged, <c>@skip</c> and <c>@include</c> applied.
/// </summary>
internal sealed class SelectedFields(
    GraphQLSchema schema,
    IReadOnlyDictionary<string, FragmentDefinitionNode> fragments,
    IReadOnlyDictionary<string, object?> variables)
{
    /// <summary>The fragments of a document by name.</summary>
    public static FrozenDictionary<string, FragmentDefinitionNode> FragmentsOf(DocumentNode document) =>
        document.Definitions.OfType<FragmentDefinitionNode>().ToFrozenDictionary(fragment => fragment.Name.Value);

    /// <summary>The fields selected from an object type; the nodes of each have the same name and arguments.</summary>
    /// <param name="type">The concrete type.</param>
    /// <param name="selectionSets">The selection sets that are merged.</param>
    /// <param name="error">A condition that cannot be told, as its variable is null.</param>
    public OrderedDictionary<string, List<FieldNode>> Collect(
        ObjectType type,
        IEnumerable<SelectionSetNode> selectionSets,
        out GraphQLError? error)
    {
        Collection collection = new(this, type);
        foreach (SelectionSetNode selectionSet in selectionSets)
            collection.Add(selectionSet);
        error = collection.Error;
        return collection.Fields;
    }

    /// <summary>The sub-selections of merged fields.</summary>
    public static IEnumerable<SelectionSetNode> SelectionsOf(IEnumerable<FieldNode> fields) =>
        fields.Select(field => field.SelectionSet).OfType<SelectionSetNode>();

    private sealed class Collection(SelectedFields owner, ObjectType type)
    {
        private readonly HashSet<string> visited = [];

        public OrderedDictionary<string, List<FieldNode>> Fields { get; } = [];

        public GraphQLError? Error { get; private set; }

        public void Add(SelectionSetNode selectionSet)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (SelectionNode selection in selectionSet.Selections)
            {
                if (!IsIncluded(selection))
                    continue;
                switch (selection)
                {
                    case FieldNode field:
                        if (!Fields.TryGetValue(field.ResponseName, out List<FieldNode>? nodes))
                            Fields.Add(field.ResponseName, nodes = []);
                        nodes.Add(field);
                        break;
                    case InlineFragmentNode inline when inline.TypeCondition is null || Applies(inline.TypeCondition):
                        Add(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when visited.Add(spread.Name.Value)
                        && owner.Fragments.TryGetValue(spread.Name.Value, out FragmentDefinitionNode? fragment)
                        && Applies(fragment.TypeCondition):
                        Add(fragment.SelectionSet);
                        break;
                }
            }
        }

        private bool Applies(NamedTypeNode condition) =>
            owner.Schema.FindType(condition.Name.Value) is { } conditional && owner.Schema.IsPossibleType(conditional, type);

        private bool IsIncluded(SelectionNode selection)
        {
            foreach (DirectiveNode directive in selection.Directives)
            {
                bool skip = directive.Name.Value == "skip";
                if ((skip || directive.Name.Value == "include") && Condition(directive) == skip)
                    return false;
            }
            return true;
        }

        private bool Condition(DirectiveNode directive)
        {
            if (directive.Arguments[0].Value is BooleanValueNode literal)
                return literal.Value;
            IReadOnlyDictionary<string, object?> values = ArgumentCoercion.Coerce(
                BuiltInDirectives.Include.Arguments,
                directive.Arguments,
                owner.Variables,
                $"@{directive.Name.Value}",
                directive,
                out GraphQLError? error);
            Error ??= error;
            return values.GetValueOrDefault("if") is true;
        }
    }

    private GraphQLSchema Schema => schema;

    private IReadOnlyDictionary<string, FragmentDefinitionNode> Fragments => fragments;

    private IReadOnlyDictionary<string, object?> Variables => variables;
}
