using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A whole parsed document: executable definitions, type-system definitions, or both.</summary>
public sealed class DocumentNode(
    SourceSpan span,
    ImmutableArray<DefinitionNode> definitions,
    int tokenCount) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Document;

    /// <summary>Definitions in source order; never empty.</summary>
    public ImmutableArray<DefinitionNode> Definitions { get; } = definitions;

    /// <summary>How many tokens the source had, without the end marker.</summary>
    public int TokenCount { get; } = tokenCount;
}
