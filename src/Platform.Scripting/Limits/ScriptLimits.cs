namespace Platform.Scripting.Limits;

/// <summary>What one run of a script may use. Every limit has a unit in its name or its description, and none can be switched off.</summary>
public sealed record ScriptLimits
{
    /// <summary>Time that the script itself computes, over the whole run, in milliseconds; 1 to 60,000.</summary>
    public int CpuMs { get; init; } = 500;

    /// <summary>Time from start to end, waiting for the platform included, in milliseconds; 1 to 600,000.</summary>
    public int WallMs { get; init; } = 10_000;

    /// <summary>The same for runs that no write waits for, which may call other systems, in milliseconds; 1 to 25,000: less than what a lane of deliveries is held for.</summary>
    public int BackgroundWallMs { get; init; } = 20_000;

    /// <summary>JavaScript heap, in MiB; 8 to 1,024.</summary>
    public int HeapMb { get; init; } = 64;

    /// <summary>Memory outside of the heap, which buffers take, on top of it, in MiB; 8 to 1,024.</summary>
    public int ExternalMb { get; init; } = 64;

    /// <summary>Calls of the platform; 1 to 100,000.</summary>
    public int Calls { get; init; } = 1_000;

    /// <summary>Calls of the platform that are under way at once; 1 to 1,000.</summary>
    public int PendingCalls { get; init; } = 50;

    /// <summary>Input, result, answer of a call, and arguments of all calls under way, in bytes; 1 KiB to 64 MiB.</summary>
    public int MessageBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Log of one run, in bytes; 1 to 10 MiB.</summary>
    public int LogBytes { get; init; } = 64 * 1024;

    /// <summary>Nesting of values that a script hands over; 1 to 100.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Records that a script reads, over the whole run; 1 to 1,000,000.</summary>
    public int RowsRead { get; init; } = 10_000;

    /// <summary>Records that a script writes, over the whole run; 1 to 100,000.</summary>
    public int RecordsWritten { get; init; } = 1_000;

    /// <summary>Hooks that cause hooks that cause hooks; 1 to 20.</summary>
    public int Nesting { get; init; } = 5;

    /// <summary>Refuses limits that are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its bounds.</exception>
    public ScriptLimits Checked()
    {
        Within(CpuMs, 1, 60_000, nameof(CpuMs));
        Within(WallMs, 1, 600_000, nameof(WallMs));
        Within(BackgroundWallMs, 1, 25_000, nameof(BackgroundWallMs));
        Within(HeapMb, 8, 1_024, nameof(HeapMb));
        Within(ExternalMb, 8, 1_024, nameof(ExternalMb));
        Within(Calls, 1, 100_000, nameof(Calls));
        Within(PendingCalls, 1, 1_000, nameof(PendingCalls));
        Within(MessageBytes, 1024, 64 * 1024 * 1024, nameof(MessageBytes));
        Within(LogBytes, 1, 10 * 1024 * 1024, nameof(LogBytes));
        Within(Depth, 1, 100, nameof(Depth));
        Within(RowsRead, 1, 1_000_000, nameof(RowsRead));
        Within(RecordsWritten, 1, 100_000, nameof(RecordsWritten));
        Within(Nesting, 1, 20, nameof(Nesting));
        return this;
    }

    internal static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most) throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {least} and {most}.");
    }
}
