namespace Platform.GraphQL.Language.Nodes;

/// <summary>A reference to a type: named, list or non-null.</summary>
public abstract class TypeNode : SyntaxNode
{
    private protected TypeNode(SourceSpan span)
        : base(span)
    {
    }
}
