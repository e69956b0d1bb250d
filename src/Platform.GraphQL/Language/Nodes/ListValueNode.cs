using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A list literal.</summary>
public sealed class ListValueNode(
    SourceSpan span,
    ImmutableArray<ValueNode> values) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ListValue;

    /// <summary>Items in order.</summary>
    public ImmutableArray<ValueNode> Values { get; } = values;
}
