namespace Platform.GraphQL.Language.Nodes;

/// <summary>A name used as a value.</summary>
public sealed class EnumValueNode(
    SourceSpan span,
    string value) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumValue;

    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
