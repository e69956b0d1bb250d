using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>No fragment contains itself, directly or through others (section 5.5.2.2). Each fragment is followed once.</summary>
internal sealed class NoFragmentCyclesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> visited = [];
    private readonly List<FragmentSpreadNode> path = [];
    private readonly Dictionary<string, int> positionOnPath = [];

    public static RuleDefinition Definition { get; } =
        new("NoFragmentCycles", [SyntaxKind.FragmentDefinition], context => new NoFragmentCyclesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        Follow((FragmentDefinitionNode)node);
        return false;
    }

    private void Follow(FragmentDefinitionNode fragment)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!visited.Add(fragment.Name.Value))
            return;
        List<FragmentSpreadNode> spreads = Context.SpreadsIn(fragment.SelectionSet);
        if (spreads.Count == 0)
            return;
        positionOnPath[fragment.Name.Value] = path.Count;
        foreach (FragmentSpreadNode spread in spreads)
        {
            path.Add(spread);
            if (positionOnPath.TryGetValue(spread.Name.Value, out int start))
                ReportCycle(spread.Name.Value, path[start..]);
            else if (Context.FindFragment(spread.Name.Value) is { } next)
                Follow(next);
            path.RemoveAt(path.Count - 1);
        }
        positionOnPath.Remove(fragment.Name.Value);
    }

    private void ReportCycle(string name, List<FragmentSpreadNode> cycle)
    {
        string via = string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
        Report($"Cannot spread fragment \"{name}\" within itself{(via.Length > 0 ? $" via {via}." : ".")}", cycle);
    }
}
