namespace Platform.GraphQL.Language.Nodes;

/// <summary>An extension of the type system language.</summary>
public abstract class TypeSystemExtensionNode : DefinitionNode
{
    private protected TypeSystemExtensionNode(SourceSpan span)
        : base(span)
    {
    }
}
