namespace Platform.GraphQL.Language.Nodes;

/// <summary>A number literal with a fraction or exponent.</summary>
public sealed class FloatValueNode(
    SourceSpan span,
    string value) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FloatValue;

    /// <summary>The number as written.</summary>
    public string Value { get; } = value;
}
