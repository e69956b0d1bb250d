using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>
/// Introspection nests its lists at most twice: <c>fields { type { fields … } }</c> multiplies the whole schema at each level. Not
/// a rule of the specification; graphql-js recommends it, and no tool asks for more.
/// </summary>
internal sealed class MaxIntrospectionDepthRule(ValidationContext context) : ValidationRule(context)
{
    private const int MaxListDepth = 3;

    /// <summary>The depths at which a fragment was found to stay within the limit, deepest, and to exceed it, shallowest.</summary>
    private readonly Dictionary<string, int> safeAt = [];
    private readonly Dictionary<string, int> exceedsAt = [];

    public static RuleDefinition Definition { get; } =
        new("MaxIntrospectionDepth", [SyntaxKind.Field], context => new MaxIntrospectionDepthRule(context));

    public override bool Enter(SyntaxNode node)
    {
        if (((FieldNode)node).Name.Value is not ("__schema" or "__type") || !Exceeds((FieldNode)node, 0))
            return true;
        Report("Maximum introspection depth exceeded", node);
        return false;
    }

    private bool Exceeds(SelectionNode selection, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (selection)
        {
            case FragmentSpreadNode spread:
                return FragmentExceeds(spread.Name.Value, depth);
            case FieldNode field:
                if (field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields" && ++depth >= MaxListDepth)
                    return true;
                return field.SelectionSet is { } inner && AnyExceeds(inner, depth);
            default:
                return AnyExceeds(((InlineFragmentNode)selection).SelectionSet, depth);
        }
    }

    private bool AnyExceeds(SelectionSetNode selectionSet, int depth)
    {
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            if (Exceeds(selection, depth))
                return true;
        }
        return false;
    }

    private bool FragmentExceeds(string name, int depth)
    {
        if (exceedsAt.TryGetValue(name, out int exceeding) && exceeding <= depth)
            return true;
        if (safeAt.TryGetValue(name, out int safe) && safe >= depth)
            return false;
        if (Context.FindFragment(name) is not { } fragment)
            return false;

        // Taken as safe while it is followed, so that a cycle ends: cycles are another rule's matter.
        safeAt[name] = depth;
        if (!AnyExceeds(fragment.SelectionSet, depth))
            return false;
        safeAt.Remove(name);
        exceedsAt[name] = depth;
        return true;
    }
}
