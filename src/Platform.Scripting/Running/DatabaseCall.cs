namespace Platform.Scripting.Running;

/// <summary>A call of <c>db</c> in a source.</summary>
/// <param name="Place">Where.</param>
/// <param name="Object">Object that it names; null when the name is computed.</param>
/// <param name="Writes">It creates, changes or deletes.</param>
public sealed record DatabaseCall(ScriptPlace Place, string? Object, bool Writes);
