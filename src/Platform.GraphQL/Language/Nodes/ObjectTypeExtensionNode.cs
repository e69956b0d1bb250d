using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An <c>extend type</c>.</summary>
public sealed class ObjectTypeExtensionNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<NamedTypeNode> interfaces,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<FieldDefinitionNode> fields) : TypeExtensionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectTypeExtension;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <summary>Interfaces added.</summary>
    public ImmutableArray<NamedTypeNode> Interfaces { get; } = interfaces;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Fields added.</summary>
    public ImmutableArray<FieldDefinitionNode> Fields { get; } = fields;
}
