namespace Platform.Scripting.Running;

/// <summary>What a run came to.</summary>
public sealed record ScriptOutcome
{
    /// <summary>The result as UTF-8 JSON; empty when there was a failure. It comes from hostile code.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>Why there is no result; null when there is one.</summary>
    public ScriptFailure? Failure { get; init; }

    /// <summary>What the script logged, as far as it came back.</summary>
    public IReadOnlyList<ScriptLogLine> Log { get; init; } = [];

    /// <summary>Time that the script itself computed.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>Time from start to end.</summary>
    public TimeSpan Wall { get; init; }

    /// <summary>How often the script called the platform.</summary>
    public int Calls { get; init; }
}
