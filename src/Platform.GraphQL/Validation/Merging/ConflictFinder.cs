using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>
/// Compares the fields of a selection set with each other, exactly (section 5.3.2). Selection sets and fragments are compared in
/// pairs, each pair once, and every comparison is counted against the limit of work.
/// </summary>
internal sealed class ConflictFinder(ValidationContext context, ArgumentKeys keys)
{
    private readonly Dictionary<(SelectionSetNode, NamedType?), SelectionFields> collected = [];
    private readonly ComparedPairs<SelectionFields, FragmentDefinitionNode> fieldsWithFragments = new();
    private readonly ComparedPairs<FragmentDefinitionNode, FragmentDefinitionNode> fragmentPairs = new();

    /// <summary>All conflicts between fields that one selection set brings together, as far as errors report them.</summary>
    public List<FieldConflict> FindWithin(SelectionSetNode selectionSet, NamedType? parentType)
    {
        List<FieldConflict> conflicts = [];
        SelectionFields fields = Collect(selectionSet, parentType);
        foreach ((string name, List<FieldEntry> group) in fields.Groups)
        {
            for (int i = 0; i < group.Count; i++)
            {
                for (int j = i + 1; j < group.Count && !IsEnough(conflicts); j++)
                    AddConflict(conflicts, name, group[i], group[j], exclusive: false);
            }
        }
        for (int i = 0; i < fields.Spreads.Count; i++)
        {
            CompareWithFragment(conflicts, fields, fields.Spreads[i], exclusive: false);
            for (int j = i + 1; j < fields.Spreads.Count; j++)
                CompareFragments(conflicts, fields.Spreads[i], fields.Spreads[j], exclusive: false);
        }
        return conflicts;
    }

    private void CompareWithFragment(
        List<FieldConflict> conflicts,
        SelectionFields fields,
        FragmentDefinitionNode fragment,
        bool exclusive)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!context.Spend(1) || fields.Groups.Count == 0 || !fieldsWithFragments.Add(fields, fragment, exclusive))
            return;
        SelectionFields others = Collect(fragment);
        if (ReferenceEquals(fields, others))
            return;
        CompareBetween(conflicts, fields, others, exclusive);
        foreach (FragmentDefinitionNode spread in others.Spreads)
            CompareWithFragment(conflicts, fields, spread, exclusive);
    }

    private void CompareFragments(
        List<FieldConflict> conflicts,
        FragmentDefinitionNode left,
        FragmentDefinitionNode right,
        bool exclusive)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!context.Spend(2) || ReferenceEquals(left, right)
            || fragmentPairs.Contains(right, left, exclusive) || !fragmentPairs.Add(left, right, exclusive))
        {
            return;
        }
        SelectionFields leftFields = Collect(left), rightFields = Collect(right);
        CompareBetween(conflicts, leftFields, rightFields, exclusive);
        foreach (FragmentDefinitionNode spread in rightFields.Spreads)
            CompareFragments(conflicts, left, spread, exclusive);
        foreach (FragmentDefinitionNode spread in leftFields.Spreads)
            CompareFragments(conflicts, spread, right, exclusive);
    }

    private List<FieldConflict> FindBetween(SelectionFields left, SelectionFields right, bool exclusive)
    {
        List<FieldConflict> conflicts = [];
        CompareBetween(conflicts, left, right, exclusive);
        foreach (FragmentDefinitionNode spread in right.Spreads)
            CompareWithFragment(conflicts, left, spread, exclusive);
        foreach (FragmentDefinitionNode spread in left.Spreads)
            CompareWithFragment(conflicts, right, spread, exclusive);
        foreach (FragmentDefinitionNode leftSpread in left.Spreads)
        {
            foreach (FragmentDefinitionNode rightSpread in right.Spreads)
                CompareFragments(conflicts, leftSpread, rightSpread, exclusive);
        }
        return conflicts;
    }

    private void CompareBetween(List<FieldConflict> conflicts, SelectionFields left, SelectionFields right, bool exclusive)
    {
        foreach ((string name, List<FieldEntry> group) in left.Groups)
        {
            if (!context.Spend(1) || right.Find(name) is not { } others)
                continue;
            foreach (FieldEntry field in group)
            {
                foreach (FieldEntry other in others)
                {
                    if (IsEnough(conflicts))
                        return;
                    AddConflict(conflicts, name, field, other, exclusive);
                }
            }
        }
    }

    /// <summary>
    /// Whether more conflicts at one place change nothing: at the top each is an error of its own, and below only the first
    /// thousand characters and twenty nodes are kept.
    /// </summary>
    private bool IsEnough(List<FieldConflict> conflicts) => context.Aborted || conflicts.Count > Math.Max(context.MaxErrors, 50);

    private void AddConflict(List<FieldConflict> conflicts, string name, FieldEntry left, FieldEntry right, bool exclusive)
    {
        if (context.Spend(2) && Compare(name, left, right, exclusive) is { } conflict)
            conflicts.Add(conflict);
    }

    /// <summary>Compares two fields. Where the parents are different objects only the shape counts: never both are in a response.</summary>
    private FieldConflict? Compare(string name, FieldEntry left, FieldEntry right, bool parentsExclusive)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        GraphQLType? leftType = left.Definition?.Type, rightType = right.Definition?.Type;
        string leftName = left.Node.Name.Value, rightName = right.Node.Name.Value;
        if (left.IsSimpleLeaf && right.IsSimpleLeaf && leftName == rightName && ReferenceEquals(leftType, rightType))
            return null;

        bool exclusive = parentsExclusive
            || (left.ParentType is ObjectType && right.ParentType is ObjectType && !ReferenceEquals(left.ParentType, right.ParentType));
        string? reason = null;
        if (!exclusive && leftName != rightName)
            reason = $"\"{FieldConflict.Shorten(leftName)}\" and \"{FieldConflict.Shorten(rightName)}\" are different fields";
        else if (!exclusive && !keys.Same(left.Node, right.Node))
            reason = "they have differing arguments";
        else if (ResponseShape.Conflict(leftType, rightType))
            reason = $"they return conflicting types \"{leftType}\" and \"{rightType}\"";
        if (reason is not null)
            return new FieldConflict(name, reason, [left.Node], [right.Node]);

        if (left.Node.SelectionSet is not { } leftSet || right.Node.SelectionSet is not { } rightSet)
            return null;
        List<FieldConflict> inner = FindBetween(Collect(leftSet, leftType?.Named), Collect(rightSet, rightType?.Named), exclusive);
        return FieldConflict.OfSubfields(inner, name, left.Node, right.Node);
    }

    private SelectionFields Collect(FragmentDefinitionNode fragment) =>
        Collect(fragment.SelectionSet, context.Schema.FindType(fragment.TypeCondition.Name.Value));

    private SelectionFields Collect(SelectionSetNode selectionSet, NamedType? parentType)
    {
        if (!collected.TryGetValue((selectionSet, parentType), out SelectionFields? fields))
        {
            collected.Add((selectionSet, parentType), fields = new SelectionFields());
            CollectInto(fields, selectionSet, parentType);
        }
        return fields;
    }

    private void CollectInto(SelectionFields fields, SelectionSetNode selectionSet, NamedType? parentType)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    fields.Add(new FieldEntry(parentType, field, (parentType as FieldsType)?.Fields.Find(field.Name.Value)));
                    break;
                case FragmentSpreadNode spread:
                    fields.Add(spread, context);
                    break;
                case InlineFragmentNode inline:
                    NamedType? type = inline.TypeCondition is null
                        ? parentType
                        : context.Schema.FindType(inline.TypeCondition.Name.Value);
                    CollectInto(fields, inline.SelectionSet, type);
                    break;
            }
        }
    }
}
