namespace Platform.GraphQL.Language.Nodes;

/// <summary>One field of an input object literal.</summary>
public sealed class ObjectFieldNode(
    SourceSpan span,
    NameNode name,
    ValueNode value) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectField;

    /// <summary>Its name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The value given.</summary>
    public ValueNode Value { get; } = value;
}
