using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>A query, mutation or subscription.</summary>
public sealed class OperationDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    OperationKind operation,
    NameNode? name,
    ImmutableArray<VariableDefinitionNode> variableDefinitions,
    ImmutableArray<DirectiveNode> directives,
    SelectionSetNode selectionSet) : ExecutableDefinitionNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.OperationDefinition;

    /// <summary>Its documentation, or null.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>Which root type it selects from.</summary>
    public OperationKind Operation { get; } = operation;

    /// <summary>Its name; null for an anonymous operation.</summary>
    public NameNode? Name { get; } = name;

    /// <summary>The variables it declares.</summary>
    public ImmutableArray<VariableDefinitionNode> VariableDefinitions { get; } = variableDefinitions;

    /// <inheritdoc/>
    public override ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <inheritdoc/>
    public override SelectionSetNode SelectionSet { get; } = selectionSet;
}
