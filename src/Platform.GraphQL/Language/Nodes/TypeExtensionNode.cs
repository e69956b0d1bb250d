using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>The extension of a named type.</summary>
public abstract class TypeExtensionNode : TypeSystemExtensionNode
{
    private protected TypeExtensionNode(SourceSpan span)
        : base(span)
    {
    }

    /// <summary>The name of the type.</summary>
    public abstract NameNode Name { get; }

    /// <summary>Directives in source order.</summary>
    public abstract ImmutableArray<DirectiveNode> Directives { get; }
}
