namespace Platform.GraphQL.Schema;

/// <summary>What a root field of queries returns.</summary>
public enum RootKind
{
    /// <summary>One record by id.</summary>
    Record,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>Groups with aggregates.</summary>
    Groups,

    /// <summary>Records that may be the same as a given one.</summary>
    Duplicates,
}
