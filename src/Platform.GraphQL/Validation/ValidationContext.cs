using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>What the rules share while one document is validated: types at the current node, fragments, variable usages, errors.</summary>
internal sealed class ValidationContext(GraphQLSchema schema, DocumentNode document, ValidationLimits limits)
{
    private readonly Dictionary<string, FragmentDefinitionNode> fragments = FindFragments(document);
    private readonly Dictionary<SelectionSetNode, List<FragmentSpreadNode>> spreads = [];
    private readonly Dictionary<ExecutableDefinitionNode, List<VariableUsage>> usages = [];
    private readonly Dictionary<OperationDefinitionNode, List<FragmentDefinitionNode>> reachable = [];
    private readonly Dictionary<OperationDefinitionNode, List<VariableUsage>> reachableUsages = [];
    private int remainingWork = limits.MaxWork;

    public GraphQLSchema Schema => schema;

    public DocumentNode Document => document;

    public int MaxErrors => limits.MaxErrors;

    /// <summary>The walk that the rules take part in.</summary>
    public required TypedWalker Walker { get; init; }

    public List<GraphQLError> Errors { get; } = [];

    /// <summary>Set when validation must end: too many errors, or a limit.</summary>
    public bool Aborted { get; private set; }

    public void Report(string rule, string message, IEnumerable<SyntaxNode> nodes)
    {
        if (Aborted)
            return;
        if (Errors.Count >= limits.MaxErrors)
        {
            Aborted = true;
            Errors.Add(new GraphQLError("Too many validation errors, error limit reached. Validation aborted.")
            {
                Reason = "TOO_MANY_ERRORS",
            });
            return;
        }
        Errors.Add(new GraphQLError(message) { Reason = rule, Locations = [.. nodes.Select(node => node.Span.Location)] });
    }

    /// <summary>Ends validation because the document costs more than allowed.</summary>
    public void Abort(string reason, string message)
    {
        if (Aborted)
            return;
        Aborted = true;
        Errors.Add(new GraphQLError(message) { Code = GraphQLErrorCode.LimitExceeded, Reason = reason });
    }

    /// <summary>Counts work that grows faster than the document; returns false, having aborted, when it is used up.</summary>
    public bool Spend(int cost)
    {
        remainingWork -= cost;
        if (remainingWork >= 0)
            return true;
        Abort("TOO_COMPLEX", $"The document takes more than {limits.MaxWork} steps to validate: it uses its fragments too often.");
        return false;
    }

    /// <summary>The names in <paramref name="options"/> that resemble what was written; none where the schema is not for reading.</summary>
    public string Suggest(string written, IEnumerable<string> options, string? what = null) =>
        schema.IntrospectionEnabled ? Suggestions.DidYouMean(Suggestions.Find(written, options), what) : "";

    /// <summary>The fragment of a name; the last one where a name stands twice.</summary>
    public FragmentDefinitionNode? FindFragment(string name) => fragments.GetValueOrDefault(name);

    /// <summary>The fragment spreads within a selection set, nested ones after those beside them.</summary>
    public List<FragmentSpreadNode> SpreadsIn(SelectionSetNode selectionSet)
    {
        if (spreads.TryGetValue(selectionSet, out List<FragmentSpreadNode>? known))
            return known;
        List<FragmentSpreadNode> found = [];
        Stack<SelectionSetNode> open = new([selectionSet]);
        while (open.TryPop(out SelectionSetNode? set))
        {
            foreach (SelectionNode selection in set.Selections)
            {
                if (selection is FragmentSpreadNode spread)
                    found.Add(spread);
                else if (selection is FieldNode { SelectionSet: { } inner })
                    open.Push(inner);
                else if (selection is InlineFragmentNode inline)
                    open.Push(inline.SelectionSet);
            }
        }
        spreads.Add(selectionSet, found);
        return found;
    }

    /// <summary>The fragments that an operation uses directly or through others, nearest first.</summary>
    public List<FragmentDefinitionNode> ReachableFrom(OperationDefinitionNode operation)
    {
        if (reachable.TryGetValue(operation, out List<FragmentDefinitionNode>? known))
            return known;
        List<FragmentDefinitionNode> found = [];
        HashSet<string> seen = [];
        Queue<string> open = new();
        void Add(SelectionSetNode selectionSet)
        {
            List<FragmentSpreadNode> inside = SpreadsIn(selectionSet);
            Spend(inside.Count);
            foreach (FragmentSpreadNode spread in inside)
            {
                if (seen.Add(spread.Name.Value))
                    open.Enqueue(spread.Name.Value);
            }
        }

        Add(operation.SelectionSet);
        while (!Aborted && open.TryDequeue(out string? name))
        {
            if (FindFragment(name) is not { } fragment)
                continue;
            found.Add(fragment);
            Add(fragment.SelectionSet);
        }
        reachable.Add(operation, found);
        return found;
    }

    /// <summary>The variables that an operation uses, its own first, then those of its fragments.</summary>
    public List<VariableUsage> UsagesFrom(OperationDefinitionNode operation)
    {
        if (reachableUsages.TryGetValue(operation, out List<VariableUsage>? known))
            return known;
        List<VariableUsage> found = [.. UsagesIn(operation)];
        foreach (FragmentDefinitionNode fragment in ReachableFrom(operation))
        {
            List<VariableUsage> inside = UsagesIn(fragment);
            if (!Spend(1 + inside.Count))
                break;
            found.AddRange(inside);
        }
        reachableUsages.Add(operation, found);
        return found;
    }

    private static Dictionary<string, FragmentDefinitionNode> FindFragments(DocumentNode document)
    {
        Dictionary<string, FragmentDefinitionNode> found = [];
        foreach (DefinitionNode definition in document.Definitions)
        {
            if (definition is FragmentDefinitionNode fragment)
                found[fragment.Name.Value] = fragment;
        }
        return found;
    }

    private List<VariableUsage> UsagesIn(ExecutableDefinitionNode definition)
    {
        if (!usages.TryGetValue(definition, out List<VariableUsage>? found))
            usages.Add(definition, found = VariableUsageCollector.Collect(schema, definition));
        return found;
    }
}
