using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation;

/// <summary>
/// Depth and number of fields of each operation with its fragments expanded. Each fragment is measured once, however often it is
/// spread, and without recursion from fragment to fragment: both could be driven far by a small document.
/// </summary>
internal static class DocumentMeasure
{
    /// <summary>Reports a document beyond the limits; for documents without cycles only.</summary>
    public static void Check(ValidationContext context, ValidationLimits limits)
    {
        Dictionary<string, (int Depth, long Fields)> measured = [];
        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            if (definition is not OperationDefinitionNode operation)
                continue;
            foreach (FragmentDefinitionNode fragment in InnermostFirst(context, operation))
                measured.TryAdd(fragment.Name.Value, Measure(fragment.SelectionSet, measured));
            (int depth, long fields) = Measure(operation.SelectionSet, measured);
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

    private static (int Depth, long Fields) Measure(
        SelectionSetNode selectionSet,
        Dictionary<string, (int Depth, long Fields)> fragments)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int depth = 0;
        long fields = 0;
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            (int innerDepth, long innerFields) = selection switch
            {
                FieldNode { SelectionSet: null } => (1, 1),
                FieldNode field => Add(Measure(field.SelectionSet!, fragments)),
                InlineFragmentNode inline => Measure(inline.SelectionSet, fragments),
                FragmentSpreadNode spread => fragments.GetValueOrDefault(spread.Name.Value),
                _ => default,
            };
            depth = Math.Max(depth, innerDepth);
            fields = Math.Min(fields + innerFields, int.MaxValue);
        }
        return (depth, fields);
    }

    private static (int Depth, long Fields) Add((int Depth, long Fields) inner) => (inner.Depth + 1, inner.Fields + 1);
}
