using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Validation.Merging;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>
/// Fields with the same response name in one selection are the same field, or can never meet and have the same shape (section
/// 5.3.2). A linear filter lets almost every valid document pass; see <see cref="MergeFilter"/>.
/// </summary>
internal sealed class OverlappingFieldsCanBeMergedRule(ValidationContext context) : ValidationRule(context)
{
    private ConflictFinder? finder;
    private bool filtered;

    public static RuleDefinition Definition { get; } = new(
        "OverlappingFieldsCanBeMerged",
        [SyntaxKind.SelectionSet],
        context => new OverlappingFieldsCanBeMergedRule(context));

    public override bool Enter(SyntaxNode node)
    {
        SelectionSetNode selectionSet = (SelectionSetNode)node;
        bool partOfAnother = Context.Walker.Ancestors[^1] is InlineFragmentNode;
        bool alone = selectionSet.Selections is [not InlineFragmentNode];
        if (partOfAnother || alone || FinderIfNeeded() is not { } conflicts)
            return true;
        foreach (FieldConflict conflict in conflicts.FindWithin(selectionSet, Context.Walker.ParentType))
            Report(conflict.Message, conflict.Left.Concat(conflict.Right));
        return true;
    }

    /// <summary>What compares fields exactly; null where the filter has shown that none can conflict.</summary>
    private ConflictFinder? FinderIfNeeded()
    {
        if (!filtered)
        {
            filtered = true;
            ArgumentKeys keys = new();
            finder = MergeFilter.MayConflict(Context, keys) ? new ConflictFinder(Context, keys) : null;
        }
        return finder;
    }
}
