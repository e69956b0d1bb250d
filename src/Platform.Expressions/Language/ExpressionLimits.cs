namespace Platform.Expressions.Language;

/// <summary>Bounds that hold before anything is built from a text. None can be switched off.</summary>
public sealed record ExpressionLimits
{
    /// <summary>The platform's limits.</summary>
    public static ExpressionLimits Default { get; } = new();

    /// <summary>Most characters (UTF-16 code units).</summary>
    public int MaxLength { get; init; } = 4_000;

    /// <summary>Deepest nesting of operators, calls, lists and parentheses.</summary>
    public int MaxDepth { get; init; } = 50;

    /// <summary>Most elements in a list or arguments in a call.</summary>
    public int MaxItems { get; init; } = 200;

    /// <summary>Most relations that one expression follows.</summary>
    public int MaxRelations { get; init; } = 5;

    /// <summary>Largest computation: parts of the typed tree, those that SQL repeats counted as often.</summary>
    public int MaxCost { get; init; } = 10_000;

    /// <summary>Longest text, in characters, that a computation may make of fields that are full.</summary>
    public int MaxText { get; init; } = 10_000_000;

    /// <summary>Most steps that a computation may take over fields that are full, loops counted as often as they go round.</summary>
    public int MaxSteps { get; init; } = 10_000_000;
}
