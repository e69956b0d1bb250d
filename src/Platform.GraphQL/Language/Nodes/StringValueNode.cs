namespace Platform.GraphQL.Language.Nodes;

/// <summary>A string literal.</summary>
public sealed class StringValueNode(
    SourceSpan span,
    string value,
    bool block) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.StringValue;

    /// <summary>The text it stands for: escapes resolved, block strings dedented.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it was written as a block string.</summary>
    public bool Block { get; } = block;
}
