using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>The definition of a named type.</summary>
public abstract class TypeDefinitionNode : TypeSystemDefinitionNode
{
    private protected TypeDefinitionNode(SourceSpan span)
        : base(span)
    {
    }

    /// <summary>The name of the type.</summary>
    public abstract NameNode Name { get; }

    /// <summary>Directives in source order.</summary>
    public abstract ImmutableArray<DirectiveNode> Directives { get; }
}
