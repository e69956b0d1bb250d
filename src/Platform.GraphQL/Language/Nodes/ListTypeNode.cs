namespace Platform.GraphQL.Language.Nodes;

/// <summary>A list of another type: <c>[T]</c>.</summary>
public sealed class ListTypeNode(
    SourceSpan span,
    TypeNode type) : TypeNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ListType;

    /// <summary>The type of the items.</summary>
    public TypeNode Type { get; } = type;
}
