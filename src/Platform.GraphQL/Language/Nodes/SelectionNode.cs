using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>One selection: a field, a fragment spread or an inline fragment.</summary>
public abstract class SelectionNode : SyntaxNode
{
    private protected SelectionNode(SourceSpan span)
        : base(span)
    {
    }

    /// <summary>Directives in source order.</summary>
    public abstract ImmutableArray<DirectiveNode> Directives { get; }

    /// <summary>Calls the function for the case this selection is.</summary>
    public TResult Match<TResult>(
        Func<FieldNode, TResult> field,
        Func<FragmentSpreadNode, TResult> spread,
        Func<InlineFragmentNode, TResult> inline) => this switch
        {
            FieldNode node => field(node),
            FragmentSpreadNode node => spread(node),
            _ => inline((InlineFragmentNode)this),
        };
}
