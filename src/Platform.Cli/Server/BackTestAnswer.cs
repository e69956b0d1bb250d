using System.Text.Json.Nodes;

namespace Platform.Cli.Server;

/// <summary>A part of a back-test as the design-time API tells it.</summary>
internal sealed record BackTestAnswer
{
    /// <summary>Hooks that were tried.</summary>
    public IReadOnlyList<string> Hooks { get; init; } = [];

    /// <summary>Hooks that were not.</summary>
    public IReadOnlyList<BackTestLeftOut> LeftOut { get; init; } = [];

    /// <summary>How many saves.</summary>
    public int Tried { get; init; }

    /// <summary>How many of them come out differently.</summary>
    public int Differing { get; init; }

    /// <summary>The first of these.</summary>
    public IReadOnlyList<BackTestDifference> Differences { get; init; } = [];

    /// <summary>Where the next part begins; null at the end.</summary>
    public string? Next { get; init; }
}

/// <summary>A hook that cannot be tried, and why.</summary>
internal sealed record BackTestLeftOut(string Hook, string Reason);

/// <summary>A save that comes out differently.</summary>
internal sealed record BackTestDifference(string Hook, string Event, string Object, string Record, string At, BackTestOutcome Before, BackTestOutcome After, IReadOnlyList<BackTestField> Fields);

/// <summary>What a hook makes of a save: ACCEPTED, REFUSED or FAILED.</summary>
internal sealed record BackTestOutcome(string Outcome, string? Message, string? Place)
{
    /// <summary>What it writes besides, and the other form of it does not.</summary>
    public IReadOnlyList<BackTestWrite> Writes { get; init; } = [];
}

/// <summary>A record that a hook writes: CREATE, UPDATE or DELETE.</summary>
internal sealed record BackTestWrite(string Kind, string Object, string Record, JsonNode? Values);

/// <summary>A field whose value differs.</summary>
internal sealed record BackTestField(string Name, JsonNode? Before, JsonNode? After);
