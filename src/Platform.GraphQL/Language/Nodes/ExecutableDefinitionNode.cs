using System.Collections.Immutable;

namespace Platform.GraphQL.Language.Nodes;

/// <summary>An operation or a fragment.</summary>
public abstract class ExecutableDefinitionNode : DefinitionNode
{
    private protected ExecutableDefinitionNode(SourceSpan span)
        : base(span)
    {
    }

    /// <summary>Directives in source order.</summary>
    public abstract ImmutableArray<DirectiveNode> Directives { get; }

    /// <summary>What it selects.</summary>
    public abstract SelectionSetNode SelectionSet { get; }
}
