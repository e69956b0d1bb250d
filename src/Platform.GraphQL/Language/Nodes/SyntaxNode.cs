namespace Platform.GraphQL.Language.Nodes;

/// <summary>
/// A node of the syntax tree. Nodes never change after parsing and may be shared between threads. They compare by reference:
/// two selections that read the same at different places are different nodes, and analyses key their results by node.
/// </summary>
/// <param name="span">Where the node stands in its source.</param>
public abstract class SyntaxNode(SourceSpan span)
{
    /// <summary>Where the node stands in its source; <see cref="SourceSpan.None"/> for a node made in code.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Which concrete class this is, for dispatch by switch.</summary>
    public abstract SyntaxKind Kind { get; }

    /// <summary>The node as GraphQL source, in the printer's format.</summary>
    public override string ToString() => Printer.Print(this);
}
