namespace Platform.GraphQL.Lowering;

/// <summary>
/// How a statement learns whose records the scope "team" covers: the user's own and those of the members of every live team that they are in or lead.
/// </summary>
public enum ReachForm
{
    /// <summary>The statement finds the owners itself.</summary>
    Computed,

    /// <summary>The request brings the owners, few of them: an index on the owner may serve the list.</summary>
    Few,

    /// <summary>
    /// The request brings the owners, many of them, in order: each row is looked up among them, and the list is read in its own order. An index on the owner
    /// would be asked for every owner, and the planner, which does not see how many there are, would take it.
    /// </summary>
    Many,
}
