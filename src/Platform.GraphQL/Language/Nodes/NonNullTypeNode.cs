namespace Platform.GraphQL.Language.Nodes;

/// <summary>A type that excludes null: <c>T!</c>.</summary>
public sealed class NonNullTypeNode(
    SourceSpan span,
    TypeNode type) : TypeNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NonNullType;

    /// <summary>The nullable type inside: named or list.</summary>
    public TypeNode Type { get; } = type;
}
