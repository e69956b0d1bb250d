using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>What an expression is evaluated over.</summary>
/// <param name="Record">The record.</param>
public sealed record EvaluationContext(IExpressionRecord Record)
{
    private static readonly IReadOnlyDictionary<string, IExpressionRecord?> NoRecords = new Dictionary<string, IExpressionRecord?>();

    /// <summary>The record as it is stored; null for a new one.</summary>
    public IExpressionRecord? Old { get; init; }

    /// <summary>The record that a reference may come to point to, or null.</summary>
    public IExpressionRecord? Target { get; init; }

    /// <summary>Further records by the names that the place gives them; one that is missing is blank.</summary>
    public IReadOnlyDictionary<string, IExpressionRecord?> Records { get; init; } = NoRecords;

    /// <summary>Who acts, or null.</summary>
    public IExpressionRecord? User { get; init; }

    /// <summary>Names of the roles of the person who acts.</summary>
    public IReadOnlyCollection<string> Roles { get; init; } = [];

    /// <summary>The instant of evaluation, in microseconds since 1970.</summary>
    public long Now { get; init; }

    /// <summary>The tenant's time zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Follows evaluations over it; null when nobody does.</summary>
    public IEvaluationObserver? Observer { get; init; }

    /// <summary>The day of <see cref="Now"/> in the zone.</summary>
    public int Today => DateOnly.FromDateTime(Moments.Local(Now, Zone)).DayNumber;
}
