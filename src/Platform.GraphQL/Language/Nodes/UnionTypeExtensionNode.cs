using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An <c>extend union</c>.</summary>
public sealed class UnionTypeExtensionNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<NamedTypeNode> types) : TypeExtensionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnionTypeExtension;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Members added.</summary>
    public ImmutableArray<NamedTypeNode> Types { get; } = types;
}
