using System.Security.Cryptography;
using Platform.Metadata.Documents;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>A run of a script that is to begin.</summary>
/// <param name="Script">The document with the script.</param>
/// <param name="Event">What sets it off, as scripts name it.</param>
/// <param name="Caller">For whom.</param>
/// <param name="Session">The transaction that it reads and writes in.</param>
/// <param name="Input">What it gets, as UTF-8 JSON.</param>
internal sealed record ScriptRun(ScriptDocument Script, string Event, RecordCaller Caller, WriteSession Session, ReadOnlyMemory<byte> Input)
{
    /// <summary>Object of the records; null without records.</summary>
    public string? Object { get; init; }

    /// <summary>Objects of other records that it is given along.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>It may read, and write nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>No write waits for it: it may call other systems, and take longer.</summary>
    public bool IsAlone
    {
        get => field || Secrets is not null;
        init;
    }

    /// <summary>Secrets that the script uses; null for a run that a write waits for.</summary>
    public ScriptSecrets? Secrets { get; init; }

    /// <summary>From which its random numbers follow; never shown to it.</summary>
    public string Seed { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Stands between the script and the platform; null for nothing.</summary>
    public Func<IScriptCalls, IScriptCalls>? Around { get; init; }

    /// <summary>Hears of each write that the script makes by <c>db</c>, once it stands within the transaction; null for nobody.</summary>
    public Action<IReadOnlyList<RecordWrite>>? Wrote { get; init; }

    /// <summary>Takes the result over; gives why it cannot, null when it can.</summary>
    public required Func<ReadOnlyMemory<byte>, ScriptFailure?> Accept { get; init; }
}
