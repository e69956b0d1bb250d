namespace Platform.Runtime.Records;

/// <summary>A problem with its place, so that a form can show it at the input: an entry of <c>extensions.problems</c>.</summary>
/// <param name="Object">Object name.</param>
/// <param name="Id">Record, or null while it has none.</param>
/// <param name="Index">Zero-based place among the inputs of a mutation of many, else null.</param>
/// <param name="Field">Field name (a part of an address after a dot: <c>billing.city</c>), or null for the whole record.</param>
/// <param name="Code">Stable code of docs/errors.md.</param>
/// <param name="Message">For people, in the caller's language.</param>
public sealed record WriteProblem(string Object, Guid? Id, int? Index, string? Field, string Code, string Message);
