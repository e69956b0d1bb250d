namespace Platform.GraphQL.Language.Nodes;

/// <summary>A type named in the source.</summary>
public sealed class NamedTypeNode(
    SourceSpan span,
    NameNode name) : TypeNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NamedType;

    /// <summary>The name of the type.</summary>
    public NameNode Name { get; } = name;
}
