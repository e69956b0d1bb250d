using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>
/// Finds in almost linear time that no fields of a document can conflict. Selection sets that are merged somewhere are put into one
/// class for good, and classes of fields that share a response name are joined in turn (congruence closure), so that each field is
/// looked at once, however the fragments multiply. As that merges more than the document does, a conflict found here may be none:
/// only then are the fields compared exactly.
/// </summary>
internal sealed class MergeFilter
{
    private readonly ValidationContext context;
    private readonly ArgumentKeys keys;
    private readonly List<int> parents = [];
    private readonly List<Dictionary<string, MergeGroup>> classes = [];
    private readonly Dictionary<string, int> fragments = [];
    private readonly Stack<(int Left, int Right)> unions = new();

    private MergeFilter(ValidationContext context, ArgumentKeys keys) => (this.context, this.keys) = (context, keys);

    /// <summary>False when no two fields of the document conflict; true when some might.</summary>
    public static bool MayConflict(ValidationContext context, ArgumentKeys keys) => new MergeFilter(context, keys).Run();

    private bool Run()
    {
        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            (int set, NamedType? type) = definition switch
            {
                OperationDefinitionNode operation => (NewClass(), context.Schema.RootType(operation.Operation)),
                FragmentDefinitionNode fragment =>
                    (ClassOf(fragment.Name.Value), context.Schema.FindType(fragment.TypeCondition.Name.Value)),
                _ => (-1, null),
            };
            if (set >= 0 && !Add(set, type, ((ExecutableDefinitionNode)definition).SelectionSet))
                return true;
        }
        return !JoinPending();
    }

    /// <summary>Adds a selection set to a class; returns false on a conflict.</summary>
    private bool Add(int set, NamedType? parentType, SelectionSetNode selectionSet)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (SelectionNode selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FragmentSpreadNode spread:
                    unions.Push((set, ClassOf(spread.Name.Value)));
                    break;
                case InlineFragmentNode inline:
                    NamedType? type = inline.TypeCondition is null
                        ? parentType
                        : context.Schema.FindType(inline.TypeCondition.Name.Value);
                    if (!Add(set, type, inline.SelectionSet))
                        return false;
                    break;
                case FieldNode field when !AddField(set, parentType, field):
                    return false;
            }
        }
        return true;
    }

    private bool AddField(int set, NamedType? parentType, FieldNode field)
    {
        FieldEntry entry = new(parentType, field, (parentType as FieldsType)?.Fields.Find(field.Name.Value));
        Dictionary<string, MergeGroup> groups = classes[set];
        if (!groups.TryGetValue(field.ResponseName, out MergeGroup? group))
            groups.Add(field.ResponseName, group = new MergeGroup(entry));
        else if (!group.Add(entry, keys))
            return false;
        if (field.SelectionSet is null)
            return true;
        if (group.Children < 0)
            group.Children = NewClass();
        return Add(group.Children, entry.Definition?.Type.Named, field.SelectionSet);
    }

    private bool JoinPending()
    {
        while (unions.TryPop(out (int Left, int Right) pair))
        {
            int left = Root(pair.Left), right = Root(pair.Right);
            if (left == right)
                continue;
            if (classes[left].Count < classes[right].Count)
                (left, right) = (right, left);
            parents[right] = left;
            foreach ((string name, MergeGroup group) in classes[right])
            {
                if (classes[left].TryAdd(name, group))
                    continue;
                MergeGroup kept = classes[left][name];
                if (!kept.Join(group, keys))
                    return false;
                if (kept.Children >= 0 && group.Children >= 0)
                    unions.Push((kept.Children, group.Children));
                else
                    kept.Children = Math.Max(kept.Children, group.Children);
            }
            classes[right].Clear();
        }
        return true;
    }

    private int NewClass()
    {
        parents.Add(parents.Count);
        classes.Add([]);
        return parents.Count - 1;
    }

    private int ClassOf(string fragment)
    {
        if (!fragments.TryGetValue(fragment, out int set))
            fragments.Add(fragment, set = NewClass());
        return set;
    }

    private int Root(int set)
    {
        while (parents[set] != set)
            set = parents[set] = parents[parents[set]];
        return set;
    }
}
