namespace Platform.GraphQL.Execution;

/// <summary>What the JSON of a request may cost to read; the size of the body is the host's limit.</summary>
public sealed record RequestLimits
{
    /// <summary>The limits of requests.</summary>
    public static RequestLimits Default { get; } = new();

    /// <summary>Deepest nesting of JSON, the request object included; at most 200, as values are read recursively.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>How many wrong variable values are reported.</summary>
    public int MaxErrors { get; init; } = 50;
}
