using Platform.Metadata.Documents;

namespace Platform.Runtime.Publishing;

/// <summary>The pending requests of an approval flow that a plan changes or removes.</summary>
/// <param name="Name">The flow.</param>
/// <param name="Label">Its label, as it is.</param>
/// <param name="IsRemoved">The plan removes it.</param>
/// <param name="Action">What becomes of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Requests">The oldest of them.</param>
/// <param name="Steps">In which steps they wait.</param>
public sealed record RunningFlow(
    string Name, LocalizedText Label, bool IsRemoved, RunningAction Action, int Count, IReadOnlyList<RunningRequest> Requests, IReadOnlyList<RunningStep> Steps);

/// <summary>A pending request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Object">Object of its record.</param>
/// <param name="Record">The record.</param>
/// <param name="RecordName">The record's name when it was submitted, or null.</param>
public sealed record RunningRequest(Guid Id, string Object, string Record, string? RecordName);

/// <summary>A step in which requests wait.</summary>
/// <param name="Name">The step.</param>
/// <param name="Waiting">How many requests wait in it.</param>
/// <param name="To">The step of the new version in which they go on waiting; null when it has none, and they go on with what follows.</param>
public sealed record RunningStep(string Name, int Waiting, string? To);
