using Platform.Metadata.Values;

namespace Platform.Runtime.Writing;

/// <summary>Whom a hook found as approvers of a record.</summary>
/// <param name="Users">Ids of users, active or not; nobody when there is a problem.</param>
/// <param name="Problem">Why it found nobody: it failed, gave something else, or is not there; null when it answered.</param>
internal sealed record ApproversFound(IReadOnlyList<Guid> Users, ValueProblem? Problem = null);
