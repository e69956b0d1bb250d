namespace Platform.GraphQL.Schema;

/// <summary>Bounds of pages; roles may narrow some.</summary>
public static class PageLimits
{
    /// <summary>Page size when none is given.</summary>
    public const int Default = 50;

    /// <summary>Greatest page size.</summary>
    public const int Max = 1_000;

    /// <summary>Greatest offset.</summary>
    public const int MaxOffset = 10_000;

    /// <summary>How deep records may be nested.</summary>
    public const int MaxDepth = 16;

    /// <summary>Most groups of a grouping; also the default.</summary>
    public const int MaxGroups = 1_000;
}
