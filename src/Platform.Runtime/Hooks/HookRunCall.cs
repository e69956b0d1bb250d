namespace Platform.Runtime.Hooks;

/// <summary>A call of the platform by a run.</summary>
/// <param name="Name">What was called: <c>db.query</c>.</param>
/// <param name="Target">Object or host that it was about; null when it named none.</param>
/// <param name="Wall">How long the answer took.</param>
/// <param name="Rows">Records read or written.</param>
/// <param name="Refusal">Code of the refusal; null when it was answered.</param>
public sealed record HookRunCall(string Name, string? Target, TimeSpan Wall, int Rows, string? Refusal);
