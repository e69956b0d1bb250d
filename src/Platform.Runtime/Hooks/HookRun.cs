using Platform.Metadata.Documents;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>A run of a script that has ended: every run passes through <see cref="HookTransaction"/>, and comes out as one of these.</summary>
public sealed record HookRun
{
    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>For whom it ran.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The document with the script, as it was.</summary>
    public required ScriptDocument Script { get; init; }

    /// <summary>What set it off, for example <c>beforeInsert</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Object of its records; null without records.</summary>
    public string? Object { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>1 for a run that a write set off, 2 for one that a write of such a run set off, and so on.</summary>
    public required int Depth { get; init; }

    /// <summary>What it got, as UTF-8 JSON: enough to repeat it.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Its calls of the platform, in their order.</summary>
    public required IReadOnlyList<HookRunCall> Calls { get; init; }

    /// <summary>How it ended, with times and log; a result that was not taken is a failure.</summary>
    public required ScriptOutcome Outcome { get; init; }
}
