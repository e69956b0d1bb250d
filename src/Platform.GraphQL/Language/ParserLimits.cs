namespace Platform.GraphQL.Language;

/// <summary>
/// What a document may cost to parse. Every limit is a number: a document from outside is never read without one, since deep
/// nesting would overflow the stack, which ends the process.
/// </summary>
public sealed record ParserLimits
{
    /// <summary>The deepest nesting that any document may have: beyond it the recursion of later stages is not safe.</summary>
    public const int DeepestNesting = 200;

    private readonly int maxDepth = 100;

    /// <summary>Limits for documents of a request.</summary>
    public static ParserLimits Request { get; } = new();

    /// <summary>Limits for schema documents that the platform itself wrote: one of 500 objects has about a million tokens.</summary>
    public static ParserLimits Schema { get; } = new() { MaxSourceLength = 256 << 20, MaxTokens = 50_000_000 };

    /// <summary>Longest source, in UTF-16 units (for a UTF-8 source also in bytes).</summary>
    public int MaxSourceLength { get; init; } = 1 << 20;

    /// <summary>Most tokens, without comments and the end marker.</summary>
    public int MaxTokens { get; init; } = 15_000;

    /// <summary>Deepest nesting of selection sets, list and object values, and list types together; at most 200.</summary>
    public int MaxDepth
    {
        get => maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DeepestNesting);
            maxDepth = value;
        }
    }
}
