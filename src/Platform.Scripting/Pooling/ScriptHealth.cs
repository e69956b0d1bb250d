using Platform.Scripting.Processes;

namespace Platform.Scripting.Pooling;

/// <summary>How workers are doing, and what the operating system took away from them.</summary>
/// <param name="Confinement">Measures of the operating system; null as long as no worker was needed.</param>
/// <param name="Processes">Ids of the worker processes, those that run scripts first.</param>
/// <param name="Leased">Workers that run scripts.</param>
/// <param name="Waiting">Leases that wait for a worker.</param>
/// <param name="Lost">Workers that ended or were killed in the midst of a lease, since the start.</param>
/// <param name="Problem">Why workers do not start; null when they do.</param>
public sealed record ScriptHealth(Confinement? Confinement, IReadOnlyList<int> Processes, int Leased, int Waiting, long Lost, string? Problem);
