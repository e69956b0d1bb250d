namespace Platform.GraphQL.Language.Nodes;

/// <summary>A variable used as a value: <c>$name</c>.</summary>
public sealed class VariableNode(
    SourceSpan span,
    NameNode name) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Variable;

    /// <summary>Its name without the dollar sign.</summary>
    public NameNode Name { get; } = name;
}
