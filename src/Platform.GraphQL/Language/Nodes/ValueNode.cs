namespace Platform.GraphQL.Language.Nodes;

/// <summary>A literal or variable.</summary>
public abstract class ValueNode : SyntaxNode
{
    private protected ValueNode(SourceSpan span)
        : base(span)
    {
    }
}
