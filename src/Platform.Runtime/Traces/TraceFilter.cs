namespace Platform.Runtime.Traces;

/// <summary>Which traces are looked for; null stands for any.</summary>
/// <param name="Hook">Name of a document whose script ran.</param>
/// <param name="Object">Object that the transaction began with.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="LongerThan">The least that it took.</param>
/// <param name="Before">The trace after which the list goes on.</param>
/// <param name="First">How many.</param>
internal sealed record TraceFilter(string? Hook, string? Object, TraceOutcome? Outcome, TimeSpan LongerThan, Guid? Before, int First);
