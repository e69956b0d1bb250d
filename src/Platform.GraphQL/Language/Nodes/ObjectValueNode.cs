using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An input object literal.</summary>
public sealed class ObjectValueNode(
    SourceSpan span,
    ImmutableArray<ObjectFieldNode> fields) : ValueNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectValue;

    /// <summary>Fields in source order; names may repeat until validated.</summary>
    public ImmutableArray<ObjectFieldNode> Fields { get; } = fields;
}
