namespace Platform.GraphQL.Language.Nodes;

/// <summary>A definition at the top level of a document.</summary>
public abstract class DefinitionNode : SyntaxNode
{
    private protected DefinitionNode(SourceSpan span)
        : base(span)
    {
    }
}
