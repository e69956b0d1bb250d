namespace Platform.GraphQL.Language.Nodes;

/// <summary>An argument of a field or directive.</summary>
public sealed class ArgumentNode(
    SourceSpan span,
    NameNode name,
    ValueNode value) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Argument;

    /// <summary>Its name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The value given.</summary>
    public ValueNode Value { get; } = value;
}
