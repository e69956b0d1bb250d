namespace Platform.GraphQL.Language.Nodes;

/// <summary>The literal <c>null</c>.</summary>
public sealed class NullValueNode(SourceSpan span) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NullValue;
}
