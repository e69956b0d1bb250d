namespace Platform.GraphQL.Language.Nodes;

/// <summary>An integer literal of any size.</summary>
public sealed class IntValueNode(
    SourceSpan span,
    string value) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.IntValue;

    /// <summary>The digits as written, with the sign.</summary>
    public string Value { get; } = value;
}
