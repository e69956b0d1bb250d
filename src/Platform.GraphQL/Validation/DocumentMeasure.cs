using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation;

/// <summary>
/// Depth, number of fields and number of writes of each operation with its fragments expanded. Each fragment is measured once, however often it is
/// spread, and without recursion from fragment to fragment: both could be driven far by a small document.
/// </summary>
internal static class DocumentMeasure
{
    /// <summary>Reports a document beyond the limits; for documents without cycles only.</summary>
    public static void Check(ValidationContext context, ValidationLimits limits)
    {
        Dictionary<string, (int Depth, long Fields, long Roots)> measured = [];
        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            if (definition is not OperationDefinitionNode operation)
                continue;
            foreach (FragmentDefinitionNode fragment in InnermostFirst(context, operation))
                measured.TryAdd(fragment.Name.Value, Measure(fragment.SelectionSet, measured));
            (int depth, long fields, long roots) = Measure(operation.SelectionSet, measured);
            if (depth > limits.MaxDepth)
            {
                context.Abort(
                    "TOO_DEEP", $"The operation is {depth} fields deep with its fragments expanded; the limit is {limits.MaxDepth}.");
            }
            else if (fields > limits.MaxFields)
            {
                context.Abort(
                    "TOO_MANY_FIELDS",
                    $"The operation selects {fields} fields with its fragments expanded; the limit is {limits.MaxFields}.");
            }
            else if (operation.Operation == OperationKind.Mutation && roots > limits.MaxMutations)
            {
                context.Abort(
                    "TOO_MANY_MUTATIONS",
                    $"The mutation has {roots} fields with its fragments expanded; the limit is {limits.MaxMutations}. Write many records by one field, or send several requests.");
            }
            if (context.Aborted)
                return;
        }
    }

    /// <summary>The fragments an operation reaches, each after those it spreads itself.</summary>
    private static List<FragmentDefinitionNode> InnermostFirst(ValidationContext context, OperationDefinitionNode operation)
    {
        List<FragmentDefinitionNode> ordered = [];
        HashSet<FragmentDefinitionNode> entered = [];
        Stack<(FragmentDefinitionNode? Fragment, bool Done)> work = new();
        void Open(SelectionSetNode selectionSet)
        {
            foreach (FragmentSpreadNode spread in context.SpreadsIn(selectionSet))
                work.Push((context.FindFragment(spread.Name.Value), false));
        }

        Open(operation.SelectionSet);
        while (work.TryPop(out (FragmentDefinitionNode? Fragment, bool Done) step))
        {
            if (step.Fragment is null)
                continue;
            if (step.Done)
            {
                ordered.Add(step.Fragment);
            }
            else if (entered.Add(step.Fragment))
            {
                work.Push((step.Fragment, true));
                Open(step.Fragment.SelectionSet);
            }
        }
        return ordered;
    }

    private static (int Depth, long Fields, long Roots) Measure(
        SelectionSetNode selectionSet,
        Dictionary<string, (int Depth, long Fields, long Roots)> fragments)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int depth = 0;
        long fields = 0, roots = 0;
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            (int innerDepth, long innerFields, long innerRoots) = selection switch
            {
                FieldNode { SelectionSet: null } => (1, 1, 1),
                FieldNode field => Add(Measure(field.SelectionSet!, fragments)),
                InlineFragmentNode inline => Measure(inline.SelectionSet, fragments),
                FragmentSpreadNode spread => fragments.GetValueOrDefault(spread.Name.Value),
                _ => default,
            };
            depth = Math.Max(depth, innerDepth);
            fields = Math.Min(fields + innerFields, int.MaxValue);
            roots = Math.Min(roots + innerRoots, int.MaxValue);
        }
        return (depth, fields, roots);
    }

    private static (int Depth, long Fields, long Roots) Add((int Depth, long Fields, long Roots) inner) => (inner.Depth + 1, inner.Fields + 1, 1);
}
