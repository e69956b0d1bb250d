namespace Platform.Scripting.Running;

/// <summary>Something wrong in a source.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What, in English.</param>
/// <param name="IsImport">An import leads nowhere.</param>
public sealed record ScriptProblem(ScriptPlace Place, string Message, bool IsImport);
