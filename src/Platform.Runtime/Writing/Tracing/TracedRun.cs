using Platform.Metadata.Documents;
using Platform.Scripting.Running;

namespace Platform.Runtime.Writing.Tracing;

/// <summary>A run of a script within a transaction, with all that is needed to repeat it.</summary>
internal sealed record TracedRun
{
    /// <summary>The document that has the script, as it was.</summary>
    public required ScriptDocument Script { get; init; }

    /// <summary>What set it off.</summary>
    public required string Event { get; init; }

    /// <summary>Object of its records; null without records.</summary>
    public string? Target { get; init; }

    /// <summary>Objects of other records that it was given along.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>No write waited for it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>When it began, since the transaction did.</summary>
    public required TimeSpan Begun { get; init; }

    /// <summary>1 for a run that a write set off, 2 for one that a write of such a run set off, and so on.</summary>
    public required int Depth { get; init; }

    /// <summary>What it got, as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>From which its random numbers follow.</summary>
    public required string Seed { get; init; }

    /// <summary>How it ended.</summary>
    public required ScriptOutcome Outcome { get; init; }

    /// <summary>Its calls of the platform, in their order.</summary>
    public required IReadOnlyList<TracedCall> Calls { get; init; }

    /// <summary>Objects whose values it may hold: those of the records that it was given, and those that its document says it reads or writes.</summary>
    public IEnumerable<string> Objects => Script.Access.Select(a => a.Object).Concat(Target is null ? [] : [Target]).Concat(Shown).Distinct(StringComparer.Ordinal);
}

/// <summary>A call of the platform by a script.</summary>
/// <param name="Name">What was called.</param>
/// <param name="Target">Object or host that it was about; null when it named none.</param>
/// <param name="Duration">How long the answer took.</param>
/// <param name="Rows">Records read or written.</param>
/// <param name="Refusal">Code of the refusal; null when it was answered.</param>
internal sealed record TracedCall(string Name, string? Target, TimeSpan Duration, int Rows, string? Refusal)
{
    /// <summary>Status of another system's answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Length of the answer, in bytes.</summary>
    public int Bytes { get; init; }

    /// <summary>The arguments, told apart from others; null for calls that are made anew when the run is repeated.</summary>
    public string? Key { get; init; }

    /// <summary>The answer that a repetition gets again; null where none is kept.</summary>
    public ScriptAnswer? Answer { get; init; }
}
