namespace Platform.Runtime.Writing;

/// <summary>One input of a request.</summary>
/// <param name="Id">The record; null for a new one.</param>
/// <param name="Fields">Fields to write, or null.</param>
/// <param name="IfVersion">The version that the caller saw, or null.</param>
internal sealed record WriteInput(Guid? Id, IReadOnlyDictionary<string, object?>? Fields, int? IfVersion);
