namespace Platform.Scripting.Limits;

/// <summary>How many worker processes there are, what each may take of the machine, and how tenants share them.</summary>
public sealed record WorkerLimits
{
    /// <summary>Worker processes at most; 1 to 64. They are started when they are needed, one ahead of the need.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount * 2, 4, 8);

    /// <summary>Workers that one tenant has at once, at most; 1 to <see cref="Workers"/>. What is left is there for the others.</summary>
    public int WorkersPerTenant { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>How long a tenant whose script ran into a limit of time or memory has one worker only, in seconds; 1 to 3,600.</summary>
    public int PenaltySeconds { get; init; } = 10;

    /// <summary>Leases of one tenant that may wait for a worker; 1 to 10,000. Each may hold a connection of the database, which others have then not.</summary>
    public int Queue { get; init; } = 8;

    /// <summary>How long a lease waits for a worker, in milliseconds; 1 to 600,000. While none has started yet, <see cref="StartMs"/> longer.</summary>
    public int QueueMs { get; init; } = 2_000;

    /// <summary>Workers that run scripts which no write waits for, at most, and one of each tenant; 1 to 64, and never more than there are.</summary>
    public int BackgroundWorkers { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>How long such a script waits for a worker, in milliseconds; 1 to 30,000.</summary>
    public int BackgroundQueueMs { get; init; } = 5_000;

    /// <summary>Data memory of a worker process, enforced by the operating system where it can, in MiB; 128 to 16,384.</summary>
    public int ProcessMb { get; init; } = 1_024;

    /// <summary>
    /// A worker whose process has more memory than this between two leases is replaced, in MiB; 16 to 16,384. Isolates that are given up leave some KiB of the engine's own memory each.
    /// </summary>
    public int RetireMb { get; init; } = 256;

    /// <summary>How long after a limit of time a worker that does not answer is killed, in milliseconds; 10 to 10,000.</summary>
    public int GraceMs { get; init; } = 75;

    /// <summary>How long a worker may take to start, in milliseconds; 100 to 120,000.</summary>
    public int StartMs { get; init; } = 20_000;

    /// <summary>Sources that a worker keeps, in bytes; 64 KiB to 1 GiB.</summary>
    public int SourceBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Refuses limits that are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its bounds.</exception>
    public WorkerLimits Checked()
    {
        ScriptLimits.Within(Workers, 1, 64, nameof(Workers));
        ScriptLimits.Within(WorkersPerTenant, 1, Workers, nameof(WorkersPerTenant));
        ScriptLimits.Within(PenaltySeconds, 1, 3_600, nameof(PenaltySeconds));
        ScriptLimits.Within(Queue, 1, 10_000, nameof(Queue));
        ScriptLimits.Within(QueueMs, 1, 600_000, nameof(QueueMs));
        ScriptLimits.Within(BackgroundWorkers, 1, 64, nameof(BackgroundWorkers));
        ScriptLimits.Within(BackgroundQueueMs, 1, 30_000, nameof(BackgroundQueueMs));
        ScriptLimits.Within(ProcessMb, 128, 16_384, nameof(ProcessMb));
        ScriptLimits.Within(RetireMb, 16, 16_384, nameof(RetireMb));
        ScriptLimits.Within(GraceMs, 10, 10_000, nameof(GraceMs));
        ScriptLimits.Within(StartMs, 100, 120_000, nameof(StartMs));
        ScriptLimits.Within(SourceBytes, 64 * 1024, 1024 * 1024 * 1024, nameof(SourceBytes));
        return this;
    }
}
