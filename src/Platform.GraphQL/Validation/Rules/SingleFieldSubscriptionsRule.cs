using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>
/// A subscription selects exactly one root field, no introspection field, and nothing on condition (section 5.2.4.1): whether there
/// is something to subscribe to must not depend on variables.
/// </summary>
internal sealed class SingleFieldSubscriptionsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("SingleFieldSubscriptions", [SyntaxKind.OperationDefinition], context => new SingleFieldSubscriptionsRule(context));

    public override bool Enter(SyntaxNode node)
    {
        OperationDefinitionNode operation = (OperationDefinitionNode)node;
        if (operation.Operation != OperationKind.Subscription || Context.Schema.Subscription is not { } root)
            return false;

        RootFields collected = new(Context, root);
        collected.Add(operation.SelectionSet);
        string subject = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name.Value}\"";
        if (collected.Conditions.Count > 0)
        {
            Report(
                $"{subject} must not use `@skip` or `@include` directives in the top level selection.", collected.Conditions);
            return false;
        }

        if (collected.Groups.Count == 0)
            Report($"{subject} must select one top level field.", operation.SelectionSet);
        else if (collected.Groups.Count > 1)
            Report($"{subject} must select only one top level field.", collected.Groups.Skip(1).SelectMany(group => group));
        foreach (List<FieldNode> group in collected.Groups)
        {
            if (group[0].Name.Value.StartsWith("__", StringComparison.Ordinal))
                Report($"{subject} must not select an introspection top level field.", group);
        }
        return false;
    }

    /// <summary>The fields of the root selection grouped by response name, fragments expanded, conditions noted.</summary>
    private sealed class RootFields(ValidationContext context, ObjectType root)
    {
        private readonly Dictionary<string, List<FieldNode>> byName = [];
        private readonly HashSet<string> visited = [];

        public List<List<FieldNode>> Groups { get; } = [];

        public List<DirectiveNode> Conditions { get; } = [];

        public void Add(SelectionSetNode selectionSet)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (SelectionNode selection in selectionSet.Selections)
            {
                if (FindCondition(selection) is { } condition)
                {
                    Conditions.Add(condition);
                    continue;
                }
                switch (selection)
                {
                    case FieldNode field:
                        AddField(field);
                        break;
                    case InlineFragmentNode inline when Applies(inline.TypeCondition):
                        Add(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment
                        && Applies(fragment.TypeCondition) && visited.Add(spread.Name.Value):
                        Add(fragment.SelectionSet);
                        break;
                }
            }
        }

        private static DirectiveNode? FindCondition(SelectionNode selection) =>
            selection.Directives.FirstOrDefault(directive => directive.Name.Value == "skip")
            ?? selection.Directives.FirstOrDefault(directive => directive.Name.Value == "include");

        private bool Applies(NamedTypeNode? condition) =>
            condition is null || (context.Schema.FindType(condition.Name.Value) is { } type && context.Schema.IsPossibleType(type, root));

        private void AddField(FieldNode field)
        {
            if (!byName.TryGetValue(field.ResponseName, out List<FieldNode>? group))
            {
                byName.Add(field.ResponseName, group = []);
                Groups.Add(group);
            }
            group.Add(field);
        }
    }
}
