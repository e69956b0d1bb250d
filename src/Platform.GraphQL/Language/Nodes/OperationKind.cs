namespace Platform.GraphQL.Language.Nodes;

/// <summary>The three operations of the language (section 2.3).</summary>
public enum OperationKind
{
    /// <summary>A read.</summary>
    Query,

    /// <summary>A write, whose root fields run one after another.</summary>
    Mutation,

    /// <summary>A stream of events.</summary>
    Subscription,
}
