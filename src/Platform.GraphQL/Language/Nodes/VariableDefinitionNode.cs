using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>One declared variable: <c>$name: Type = default</c>.</summary>
public sealed class VariableDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    VariableNode variable,
    TypeNode type,
    ValueNode? defaultValue,
    ImmutableArray<DirectiveNode> directives) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.VariableDefinition;

    /// <summary>Its documentation, or null.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The variable declared.</summary>
    public VariableNode Variable { get; } = variable;

    /// <summary>Its declared type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The constant used when the request leaves the variable out, or null.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <summary>Directives in source order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
