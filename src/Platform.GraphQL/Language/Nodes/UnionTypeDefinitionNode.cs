using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A <c>union</c> definition.</summary>
public sealed class UnionTypeDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<NamedTypeNode> types) : TypeDefinitionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnionTypeDefinition;

    /// <summary>Its documentation, or null.</summary>
    public StringValueNode? Description { get; } = description;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Member types.</summary>
    public ImmutableArray<NamedTypeNode> Types { get; } = types;
}
