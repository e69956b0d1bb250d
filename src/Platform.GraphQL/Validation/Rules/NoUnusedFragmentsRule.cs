using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>Every fragment is used by some operation, directly or through others (section 5.5.1.4).</summary>
internal sealed class NoUnusedFragmentsRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("NoUnusedFragments", [SyntaxKind.Document], context => new NoUnusedFragmentsRule(context));

    public override void Leave(SyntaxNode node)
    {
        HashSet<string> used = [];
        Queue<SelectionSetNode> open = new(
            Context.Document.Definitions.OfType<OperationDefinitionNode>().Select(operation => operation.SelectionSet));
        while (open.TryDequeue(out SelectionSetNode? selectionSet))
        {
            foreach (FragmentSpreadNode spread in Context.SpreadsIn(selectionSet))
            {
                if (used.Add(spread.Name.Value) && Context.FindFragment(spread.Name.Value) is { } fragment)
                    open.Enqueue(fragment.SelectionSet);
            }
        }
        foreach (FragmentDefinitionNode fragment in Context.Document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (!used.Contains(fragment.Name.Value))
                Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
        }
    }
}
