namespace Platform.Runtime.Publishing;

/// <summary>What becomes of the pending requests of an approval flow that a deploy changes or removes.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Action">What becomes of them.</param>
public sealed record RunningChoice(string Flow, RunningAction Action)
{
    /// <summary>New names of steps, by the names that they had; for <see cref="RunningAction.Move"/>.</summary>
    public IReadOnlyDictionary<string, string> Steps { get; init; } = new Dictionary<string, string>();

    /// <summary>What the trail says about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What becomes of pending requests.</summary>
public enum RunningAction
{
    /// <summary>They go on by the version with which they were submitted.</summary>
    Keep,

    /// <summary>They go on by the new version.</summary>
    Move,

    /// <summary>They end.</summary>
    Cancel,
}
