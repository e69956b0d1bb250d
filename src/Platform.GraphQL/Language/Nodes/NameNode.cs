namespace Platform.GraphQL.Language.Nodes;

/// <summary>A name as it stands in the source.</summary>
public sealed class NameNode(
    SourceSpan span,
    string value) : SyntaxNode(span)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Name;

    /// <summary>The name itself.</summary>
    public string Value { get; } = value;
}
