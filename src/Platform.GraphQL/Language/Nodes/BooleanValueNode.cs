namespace Platform.GraphQL.Language.Nodes;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanValueNode(
    SourceSpan span,
    bool value) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.BooleanValue;

    /// <summary>The truth value.</summary>
    public bool Value { get; } = value;
}
