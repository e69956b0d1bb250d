namespace Platform.GraphQL.Language.Nodes;

/// <summary>One root type of a schema definition: <c>query: Query</c>.</summary>
public sealed class OperationTypeDefinitionNode(
    SourceSpan span,
    OperationKind operation,
    NamedTypeNode type) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.OperationTypeDefinition;

    /// <summary>The operation.</summary>
    public OperationKind Operation { get; } = operation;

    /// <summary>The root type of that operation.</summary>
    public NamedTypeNode Type { get; } = type;
}
