namespace Platform.Scripting.Running;

/// <summary>A host or a secret that stands in a source.</summary>
/// <param name="Place">Where.</param>
/// <param name="IsSecret">A secret; otherwise a host.</param>
/// <param name="Name">Its name; of a host in small letters, with the port where the source has one. Null for one that is computed.</param>
/// <param name="IsPlain">The host is called without encryption.</param>
public sealed record ScriptUse(ScriptPlace Place, bool IsSecret, string? Name, bool IsPlain);
