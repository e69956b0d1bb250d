using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An <c>extend enum</c>.</summary>
public sealed class EnumTypeExtensionNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<EnumValueDefinitionNode> values) : TypeExtensionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumTypeExtension;

    /// <inheritdoc/>
    public override NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Values added.</summary>
    public ImmutableArray<EnumValueDefinitionNode> Values { get; } = values;
}
