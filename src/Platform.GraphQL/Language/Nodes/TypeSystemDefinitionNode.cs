namespace Platform.GraphQL.Language.Nodes;

/// <summary>A definition of the type system language: schema, type or directive.</summary>
public abstract class TypeSystemDefinitionNode : DefinitionNode
{
    private protected TypeSystemDefinitionNode(SourceSpan span)
        : base(span)
    {
    }
}
