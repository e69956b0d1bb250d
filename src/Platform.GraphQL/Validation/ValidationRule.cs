using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation;

/// <summary>
/// One rule of section 5, at work on one document. It sees the nodes of the kinds it asked for, in source order, together with all
/// other rules in one walk; errors stand in the order the walk meets them.
/// </summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context => context;

    /// <summary>The name of the rule, which errors carry as their reason.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Called before the children of a node; returns whether this rule wants to see them.</summary>
    public virtual bool Enter(SyntaxNode node) => true;

    /// <summary>Called after the children of a node, unless <see cref="Enter"/> declined them.</summary>
    public virtual void Leave(SyntaxNode node)
    {
    }

    protected void Report(string message, params IEnumerable<SyntaxNode> nodes) => context.Report(Name, message, nodes);
}
