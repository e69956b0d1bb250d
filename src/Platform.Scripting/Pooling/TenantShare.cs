namespace Platform.Scripting.Pooling;

/// <summary>What a tenant has and waits for. It is forgotten when it has neither and owes nothing.</summary>
internal sealed class TenantShare
{
    /// <summary>Workers that the tenant has.</summary>
    public int Leased { get; set; }

    /// <summary>Leases that wait for a worker, oldest first.</summary>
    public LinkedList<TaskCompletionSource<ScriptLease>> Waiting { get; } = new();

    /// <summary>When the tenant was last served: who waits longest for a turn has the next.</summary>
    public long LastTurn { get; set; }

    /// <summary>Until when the tenant has one worker only, as a timestamp of the clock.</summary>
    public long PenaltyUntil { get; set; }
}
