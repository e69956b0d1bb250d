using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A directive applied to a definition or selection.</summary>
public sealed class DirectiveNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<ArgumentNode> arguments) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Directive;

    /// <summary>Its name without the at sign.</summary>
    public NameNode Name { get; } = name;

    /// <summary>Arguments in source order.</summary>
    public ImmutableArray<ArgumentNode> Arguments { get; } = arguments;
}
