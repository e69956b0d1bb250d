using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>What stands between braces; never empty.</summary>
public sealed class SelectionSetNode(
    SourceSpan span,
    ImmutableArray<SelectionNode> selections) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SelectionSet;

    /// <summary>Selections in source order.</summary>
    public ImmutableArray<SelectionNode> Selections { get; } = selections;
}
