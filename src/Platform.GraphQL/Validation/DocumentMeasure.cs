using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation;

/// <summary>
/// Depth and numbers of fields, aliases and writes of each operation with its fragments expanded. Each fragment is measured once, however often it is
/// spread, and without recursion from fragment to fragment: both could be driven far by a small document.
/// </summary>
internal static class DocumentMeasure
{
    /// <summary>Reports a document beyond the limits; for documents without cycles only.</summary>
    public static void Check(ValidationContext context, ValidationLimits limits)
    {
        Dictionary<string, Size> measured = [];
        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            if (definition is not OperationDefinitionNode operation)
                continue;
            foreach (FragmentDefinitionNode fragment in InnermostFirst(context, operation))
                measured.TryAdd(fragment.Name.Value, Measure(fragment.SelectionSet, measured));
            Size size = Measure(operation.SelectionSet, measured);
            if (size.Depth > limits.MaxDepth)
                context.Abort("TOO_DEEP", $"The operation is {size.Depth} fields deep with its fragments expanded; the limit is {limits.MaxDepth}.");
            else if (size.Fields > limits.MaxFields)
                context.Abort("TOO_MANY_FIELDS", $"The operation selects {size.Fields} fields with its fragments expanded; the limit is {limits.MaxFields}.");
            else if (size.Aliases > limits.MaxAliases)
                context.Abort("TOO_MANY_ALIASES", $"The operation has {size.Aliases} aliases with its fragments expanded; the limit is {limits.MaxAliases}.");
            else if (operation.Operation == OperationKind.Mutation && size.Roots > limits.MaxMutations)
                context.Abort("TOO_MANY_MUTATIONS", $"The mutation has {size.Roots} fields with its fragments expanded; the limit is {limits.MaxMutations}. Write many records by one field, or send several requests.");
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

    private static Size Measure(SelectionSetNode selectionSet, Dictionary<string, Size> fragments)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Size whole = default;
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            whole = whole.With(selection switch
            {
                FieldNode field => (field.SelectionSet is null ? default : Measure(field.SelectionSet, fragments)).Within(field),
                InlineFragmentNode inline => Measure(inline.SelectionSet, fragments),
                FragmentSpreadNode spread => fragments.GetValueOrDefault(spread.Name.Value),
                _ => default,
            });
        }
        return whole;
    }

    /// <summary>What a selection is when expanded, and its fields at its root. Numbers end at the greatest <see cref="int"/>, far beyond every limit.</summary>
    private readonly record struct Size(int Depth, long Fields, long Aliases, long Roots)
    {
        /// <summary>Both in one selection.</summary>
        public Size With(Size other) => new(
            Math.Max(Depth, other.Depth), Math.Min(Fields + other.Fields, int.MaxValue), Math.Min(Aliases + other.Aliases, int.MaxValue),
            Math.Min(Roots + other.Roots, int.MaxValue));

        /// <summary>A field with this below it.</summary>
        public Size Within(FieldNode field) => new(Depth + 1, Fields + 1, Aliases + (field.Alias is null ? 0 : 1), 1);
    }
}
