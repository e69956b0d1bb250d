namespace Platform.GraphQL.Validation;

/// <summary>What a document may cost to validate and, once its fragments are expanded, to plan.</summary>
public sealed record ValidationLimits
{
    /// <summary>The limits of requests.</summary>
    public static ValidationLimits Request { get; } = new();

    /// <summary>How many errors are reported before validation ends.</summary>
    public int MaxErrors { get; init; } = 50;

    /// <summary>Deepest nesting of fields with fragments expanded. What passes may be walked recursively.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Most fields with fragments expanded, counted before merging. What passes may be expanded in memory.</summary>
    public int MaxFields { get; init; } = 20_000;

    /// <summary>Most fields of a mutation at its root with fragments expanded, counted before merging: each is a write, one after the other.</summary>
    public int MaxMutations { get; init; } = 100;

    /// <summary>Most aliases with fragments expanded: each may ask for the same thing once more.</summary>
    public int MaxAliases { get; init; } = 1_000;

    /// <summary>Most steps for what grows faster than the document: fragments per operation, pairs of overlapping fields.</summary>
    public int MaxWork { get; init; } = 200_000;
}
