using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A named fragment included by <c>...Name</c>.</summary>
public sealed class FragmentSpreadNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FragmentSpread;

    /// <summary>The fragment named.</summary>
    public NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
