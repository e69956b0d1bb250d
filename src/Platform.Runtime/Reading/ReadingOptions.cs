namespace Platform.Runtime.Reading;

/// <summary>Limits of the records API.</summary>
public sealed record ReadingOptions
{
    /// <summary>Longest body of a request, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Longest address of a GET, in characters.</summary>
    public int MaxAddressLength { get; init; } = 16_384;

    /// <summary>Greatest cost of a request: values that it may read, with its page sizes. Roles may have another.</summary>
    public double MaxCost { get; init; } = 500_000;

    /// <summary>Longest answer to a query, in bytes before compression.</summary>
    public long MaxResponseBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Longest time of a statement.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Documents kept ready per permission set.</summary>
    public int MaxDocuments { get; init; } = 256;

    /// <summary>Plans kept per document.</summary>
    public int MaxPlansPerDocument { get; init; } = 32;

    /// <summary>Documents and plans that a node keeps ready for all tenants together.</summary>
    public int MaxPlans { get; init; } = 10_000;

    /// <summary>How long what was made for a tenant's documents is kept while nobody asks for it.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest document that is kept, in characters.</summary>
    public int MaxCachedDocumentLength { get; init; } = 65_536;
}
