using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Validation.Merging;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>
/// Fields with the same response name in one selection are the same field, or can never meet and have the same shape (section
/// 5.3.2). A linear filter lets almost every valid document pass; see <see cref="MergeFilter"/>.
/// </summary>
internal sealed class OverlappingFieldsCanBeMergedRule : ValidationRule
{
    private readonly ConflictFinder? finder;

    private OverlappingFieldsCanBeMergedRule(ValidationContext context)
        : base(context)
    {
        ArgumentKeys keys = new();
        if (MergeFilter.MayConflict(context, keys))
            finder = new ConflictFinder(context, keys);
    }

    public static RuleDefinition Definition { get; } = new(
        "OverlappingFieldsCanBeMerged",
        [SyntaxKind.SelectionSet],
        context => new OverlappingFieldsCanBeMergedRule(context));

    public override bool Enter(SyntaxNode node)
    {
        SelectionSetNode selectionSet = (SelectionSetNode)node;
        bool partOfAnother = Context.Walker.Ancestors[^1] is InlineFragmentNode;
        bool alone = selectionSet.Selections is [not InlineFragmentNode];
        if (finder is null || partOfAnother || alone)
            return true;
        foreach (FieldConflict conflict in finder.FindWithin(selectionSet, Context.Walker.ParentType))
            Report(conflict.Message, conflict.Left.Concat(conflict.Right));
        return true;
    }
}
