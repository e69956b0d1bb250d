using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A <c>type</c> definition.</summary>
public sealed class ObjectTypeDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<NamedTypeNode> interfaces,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<FieldDefinitionNode> fields) : TypeDefinitionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectTypeDefinition;

    /// <summary>Its documentation, or null.</summary>
    public StringValueNode? Description { get; } = description;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <summary>Interfaces it declares.</summary>
    public ImmutableArray<NamedTypeNode> Interfaces { get; } = interfaces;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Fields in source order.</summary>
    public ImmutableArray<FieldDefinitionNode> Fields { get; } = fields;
}
