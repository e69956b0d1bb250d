namespace Platform.Runtime.Timers;

/// <summary>A timer that is being handled.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Key">Its name within the topic.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="Payload">JSON.</param>
/// <param name="Attempt">Which attempt this is since it was set, from 1.</param>
/// <param name="Generation">Tells this claim from those of nodes that were taken for dead, and from the timer set anew.</param>
public sealed record DueTimer(long Id, Guid TenantId, string Topic, string Key, DateTime DueAt, string Payload, int Attempt, long Generation);
