using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An <c>extend input</c>.</summary>
public sealed class InputObjectTypeExtensionNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<InputValueDefinitionNode> fields) : TypeExtensionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputObjectTypeExtension;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Fields added.</summary>
    public ImmutableArray<InputValueDefinitionNode> Fields { get; } = fields;
}
